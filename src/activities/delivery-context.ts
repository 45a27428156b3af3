import type { WebhookConnector } from '../vendors/webhook';
import type { ApplyContext } from './apply-records';
import type { OpenedIntegration } from './connection';

/**
 * How records of a vendor that sends are folded under the settings of now.
 *
 * @param accountName the vendor account's name for people, as it was last heard.
 */
export function deliveryContext(
  { integration, settings }: OpenedIntegration,
  connector: WebhookConnector,
  accountName: string | null,
): ApplyContext {
  const { tenantId, integrationId, vendor, funnelMove } = integration;
  return {
    key: { tenantId, integrationId },
    vendor,
    settings,
    funnel: {
      ...connector.funnel(settings, accountName),
      ...(funnelMove === undefined ? {} : { moved: funnelMove }),
    },
    fallbackName: connector.fallbackName,
    // What it once was counts, as it would have counted had all been told in order.
    becomesLead: ({ onlineStates }) => onlineStates.some((online) => connector.becomesLead(settings, online)),
  };
}
