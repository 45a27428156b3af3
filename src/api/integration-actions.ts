import type { FastifyRequest } from 'fastify';
import { decryptSettings } from '../platform/settings-cipher';
import type { IntegrationDocument } from '../storage/integrations';
import type { TenantDocument } from '../storage/tenants';
import { vendorRegistry } from '../vendors/registry';
import type { ApiDependencies } from './dependencies';
import { invalidRequest } from './invalid-request';
import { requireComponents, requireReferences, requireSecrets } from './settings-check';

/** One integration's credentials may be tried so often: each try asks the vendor several questions. */
export const probeRateLimit = {
  max: 30,
  timeWindow: '1 minute',
  keyGenerator: ({ params }: FastifyRequest) => JSON.stringify(params),
} as const;

/**
 * What must hold before the vendor is asked: the plan or the pick-lists may have changed since the save.
 *
 * @throws SkvozError `secret_required`, `component_required`, `reference_not_found`
 */
export async function requireUsable(
  { keyring, storage }: Pick<ApiDependencies, 'keyring' | 'storage'>,
  integration: IntegrationDocument,
  tenant: TenantDocument,
): Promise<void> {
  const { schema, secretNames } = vendorRegistry[integration.vendor];
  const parsed = schema.safeParse(decryptSettings(keyring, integration, integration.settings), {
    reportInput: true,
  });
  if (!parsed.success) throw invalidRequest(parsed.error.issues, ['settings']);
  requireSecrets(secretNames, integration.secrets);
  requireComponents(parsed.data, tenant);
  await requireReferences(parsed.data, integration.tenantId, storage.pickLists);
}
