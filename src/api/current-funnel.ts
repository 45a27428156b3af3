import type { Funnel } from '../domain/observation';
import type { Keyring } from '../platform/encryption';
import { decryptSettings } from '../platform/settings-cipher';
import type { IntegrationDocument } from '../storage/integrations';
import { vendorRegistry } from '../vendors/registry';

/**
 * The funnel that the settings of now name for deals that are new or change.
 *
 * @returns null for a vendor whose settings choose none.
 */
export function currentFunnel(keyring: Keyring, integration: IntegrationDocument): Funnel | null {
  const { schema, funnel } = vendorRegistry[integration.vendor];
  if (funnel === undefined) return null;
  const settings = schema.parse(decryptSettings(keyring, integration, integration.settings));
  const { funnelMove, accountName } = integration;
  return {
    ...funnel(settings, accountName),
    ...(funnelMove === undefined ? {} : { moved: funnelMove }),
  };
}
