import { createOrphanRunActivities } from '../../src/activities/orphan-runs';
import { noCounts } from '../../src/storage/runs';
import { createClinic } from '../system/clinic';
import { startSystem, type TestSystem } from '../system/system';
import { waitFor } from '../system/wait-for';

const MINUTE_MS = 60_000;

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.stop());

test('a run that was listed but never started is ended after a while and its lease given back, a younger one is left', async () => {
  const { key } = await createClinic(system, { appointments: 0 });
  const { storage } = system;
  const list = async (runId: string, minutesAgo: number) =>
    storage.runs.ensure({
      _id: runId,
      ...key,
      vendor: 'medods',
      kind: 'sync',
      state: 'queued',
      workflowId: `pull/${key.tenantId}/medods/${runId}`,
      range: null,
      requestedAt: new Date(Date.now() - minutesAgo * MINUTE_MS),
      startedAt: null,
      endedAt: null,
      progress: { done: 0, total: null },
      counts: noCounts,
      notes: [],
      error: null,
      waitingUntil: null,
      expiresAt: new Date(Date.now() + 60 * MINUTE_MS),
    });
  await list('run-old', 11);
  await list('run-young', 1);
  const lease = { runId: 'run-old', workflowId: 'gone', expiresAt: new Date(Date.now() + 60 * MINUTE_MS) };
  await storage.checkpoints.acquire(key, lease, new Date());

  await createOrphanRunActivities(system.dependencies).endOrphanRuns();

  const old = await storage.runs.get(key.tenantId, key.integrationId, 'run-old');
  expect(old).toMatchObject({ state: 'failed', error: { code: 'run_interrupted' } });
  const young = await storage.runs.get(key.tenantId, key.integrationId, 'run-young');
  expect(young).toMatchObject({ state: 'queued', error: null });
  expect((await storage.checkpoints.get(key))?.lease).toBeNull();
});

test('a run whose workflow is at work is left alone however old it is', async () => {
  const clinic = await createClinic(system, { appointments: 5 });
  await system.medods.setFaults(clinic.host, { entity: 'appointments', effect: { kind: 'neverAnswer' } });
  const runId = 'run-at-work';
  const handle = await system.temporal.workflow.start('pull', {
    workflowId: `pull/${clinic.key.tenantId}/medods/sync`,
    taskQueue: system.dependencies.taskQueues.pull,
    args: [{ ...clinic.key, kind: 'sync', runId }],
  });
  await waitFor('the run to be listed', () => system.storage.runs.get(clinic.key.tenantId, 'medods', runId));

  const later = { ...system.dependencies, now: () => new Date(Date.now() + 60 * MINUTE_MS) };
  await createOrphanRunActivities(later).endOrphanRuns();

  const run = await system.storage.runs.get(clinic.key.tenantId, 'medods', runId);
  expect(run?.endedAt).toBeNull();
  await handle.terminate('the test is over');
});
