import { workflowTypes } from '../../src/domain/workflow-contract';
import { IDENTITY, SECRET_KEY } from '../stand/clinic';
import type { LocalStack } from '../stand/local-stack';
import type { Simulator } from '../stand/simulator';
import { waitFor } from '../stand/wait';
import { createTenant } from './connect-clinic';

const APPOINTMENTS = 20;
const AT_ONCE = 20;
const PULLS_LIMIT_MILLISECONDS = 15 * 60_000;

export interface Activation {
  readonly tenants: number;
  /** From the first activation to the answer of the last. */
  readonly activatedMilliseconds: number;
  /** From the first activation to the end of the last first pull. */
  readonly pulledMilliseconds: number;
}

/** Activates so many tenants, waits for their first pulls, and sees that each was pulled exactly once. */
export async function activateAll(
  { api, storage, temporal }: LocalStack,
  { medods }: Simulator,
  tenants: number,
): Promise<Activation> {
  const ids = Array.from({ length: tenants }, (_, index) => `tenant-${index + 1}`);
  const hostOf = (id: string) => `${id}.medods.ru`;
  await eachOf(ids, async (id) => {
    await medods.putClinic({
      host: hostOf(id),
      identity: IDENTITY,
      secretKey: SECRET_KEY,
      data: { appointments: APPOINTMENTS, daysBack: 20, daysAhead: 20, users: 3 },
    });
    await createTenant(api, id, hostOf(id));
  });

  const startedAt = performance.now();
  await eachOf(ids, async (id) => {
    await api.call('POST', `/tenants/${id}/integrations/medods/activate`);
  });
  const activatedMilliseconds = performance.now() - startedAt;
  const waiting = new Set(ids);
  await waitFor('the first pulls to end', PULLS_LIMIT_MILLISECONDS, async () => {
    for (const tenantId of [...waiting].slice(0, AT_ONCE)) {
      const [run] = await storage.runs.list({ tenantId, integrationId: 'medods' }, null, 1);
      if (run?.endedAt != null) waiting.delete(tenantId);
    }
    return waiting.size === 0 ? true : null;
  });
  const pulledMilliseconds = performance.now() - startedAt;

  for (const tenantId of ids) await requireOnePull(storage, tenantId);
  const query = `WorkflowType = '${workflowTypes.pull}'`;
  // What is searched is written a moment after what it describes.
  await waitFor(`${tenants} pull workflows`, 30_000, async () => {
    const { count } = await temporal.workflow.count(query);
    if (count > tenants) throw new Error(`${count} pulls were started for ${tenants} tenants`);
    return count === tenants ? true : null;
  });
  return { tenants, activatedMilliseconds, pulledMilliseconds };
}

async function requireOnePull(storage: LocalStack['storage'], tenantId: string): Promise<void> {
  const runs = await storage.runs.list({ tenantId, integrationId: 'medods' }, null, 10);
  const [run] = runs;
  const isWhole = run?.state === 'succeeded' && run.counts.new === APPOINTMENTS;
  if (runs.length !== 1 || !isWhole) {
    const found = runs.map(({ state, counts }) => `${state} with ${counts.new} new`).join(', ');
    throw new Error(`${tenantId} should have one pull of ${APPOINTMENTS} rows and has: ${found || 'none'}`);
  }
}

/** A bounded number of them at a time. */
async function eachOf(ids: readonly string[], work: (id: string) => Promise<void>): Promise<void> {
  const left = [...ids];
  const takeTurns = async (): Promise<void> => {
    for (let id = left.shift(); id !== undefined; id = left.shift()) await work(id);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, takeTurns));
}
