import type { VendorName } from '../domain/names';
import { profsalonConnector } from './profsalon/profsalon-connector';
import type { WebhookConnector } from './webhook';

/** Vendors that send. */
export const webhookConnectors: Readonly<Partial<Record<VendorName, WebhookConnector>>> = {
  profsalon: profsalonConnector,
};
