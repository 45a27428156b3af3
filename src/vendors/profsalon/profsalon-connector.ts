import type { WebhookConnector } from '../webhook';
import { unpackV1 } from './contract-v1';
import { profsalonFunnel } from './funnel';
import { profsalonSettingsSchema } from './settings';

/** Reads what ProfSalon sends when a booking is made or changed. */
export const profsalonConnector: WebhookConnector = {
  funnel: (stored, accountName) => profsalonFunnel(profsalonSettingsSchema.parse(stored), accountName),
  fallbackName: (externalId) => `Запись № ${externalId}`,
  becomesLead: (stored, online) => online ?? profsalonSettingsSchema.parse(stored).leads.treatUnknownAsOnline,
  // The one place that chooses by which contract a delivery is read. There is one; another will stand beside
  // it, so that what is stored under the older one can be replayed as it was meant.
  unpack: unpackV1,
};
