import { ApplicationFailure } from '@temporalio/activity';
import type { IntegrationKey } from '../domain/names';
import { decryptSecrets, decryptSettings } from '../platform/settings-cipher';
import type { IntegrationDocument } from '../storage/integrations';
import type { Connection } from '../vendors/connector';
import { vendorRegistry } from '../vendors/registry';
import type { CommonSettings } from '../vendors/vendor-settings';
import type { ActivityDependencies } from './dependencies';

/** An integration with its settings in the clear, for the time of one activity. */
export interface OpenedIntegration {
  readonly integration: IntegrationDocument;
  readonly settings: CommonSettings;
  readonly connection: Connection;
}

/** @throws ApplicationFailure `not_found`, not retried, when the integration is gone. */
export async function openIntegration(
  { storage, keyring }: Pick<ActivityDependencies, 'storage' | 'keyring'>,
  key: IntegrationKey,
): Promise<OpenedIntegration> {
  const integration = await storage.integrations.get(key);
  if (integration === null) throw ApplicationFailure.nonRetryable('not found', 'not_found');
  const settings = vendorRegistry[integration.vendor].schema.parse(
    decryptSettings(keyring, integration, integration.settings),
  );
  const connection: Connection = {
    settings,
    secrets: decryptSecrets(keyring, integration, integration.secrets),
    timeZone: integration.timeZone,
    options: integration.options,
  };
  return { integration, settings, connection };
}
