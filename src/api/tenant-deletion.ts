import { SkvozError } from '../domain/errors';
import type { ApiDependencies } from './dependencies';

/** An activity that was told to stop may still write its page; more rounds than this mean something else writes. */
const ROUNDS_CEILING = 20;

/**
 * Deletes a tenant: its keys stop working first, then its workflows end, then its documents go, and the
 * tenant itself last. After a crash or a failure the same call goes on.
 *
 * @throws SkvozError `not_found`, `temporal_unavailable`
 */
export async function deleteTenant(
  { storage, temporal, log }: Pick<ApiDependencies, 'storage' | 'temporal' | 'log'>,
  tenantId: string,
): Promise<void> {
  const marked = await storage.tenants.markDeleted(tenantId, new Date());
  if (!marked && !(await storage.tenants.isBeingDeleted(tenantId))) throw new SkvozError('not_found');
  for (const { integrationId } of await storage.integrations.list(tenantId)) {
    const key = { tenantId, integrationId };
    const runs = await storage.runs.open(key);
    await temporal.removeIntegration(
      key,
      runs.map(({ workflowId }) => workflowId),
    );
  }
  let deleted = 0;
  for (let round = 0; round < ROUNDS_CEILING; round += 1) {
    const now = await storage.tenantData.remove(tenantId);
    deleted += now;
    if (now === 0) break;
  }
  await storage.tenants.remove(tenantId);
  log.info({ tenantId, deleted }, 'tenant deleted');
}
