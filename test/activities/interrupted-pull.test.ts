import { ActivityCancellationDetails } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createPullQueueActivities } from '../../src/activities/activities';
import type { PullRun, PullStep } from '../../src/activities/pull';
import { createLogger } from '../../src/platform/log';
import { connectMongo } from '../../src/platform/mongodb';
import { Secret } from '../../src/platform/secret';
import { createTemporalLogger } from '../../src/platform/temporal-logger';
import { openStorage } from '../../src/storage/storage';
import { testServer } from '../platform/environment';
import { createClinic, type TestClinic } from '../system/clinic';
import { differencesFromClinic } from '../system/clinic-truth';
import { startSystem, type TestSystem } from '../system/system';
import { waitFor } from '../system/wait-for';

const APPOINTMENTS = 320;

const logger = createTemporalLogger(createLogger({ level: 'silent', pretty: false, name: 'test' }));
let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.stop());

function runOf({ key }: TestClinic): PullRun {
  return { ...key, runId: `run-${key.tenantId}`, workflowId: 'none', kind: 'sync', range: null };
}

/** One attempt whose database goes away under it after so many milliseconds, wherever it is then. */
async function attempt(run: PullRun, milliseconds: number): Promise<PullStep | null> {
  const uri = new Secret(testServer('SKVOZ_TEST_MONGODB_URI'));
  const database = system.db.databaseName;
  const mongo = await connectMongo({ mongodb: { uri, database } }, { appName: 'interrupted' });
  const storage = openStorage(mongo.db);
  const { pullPages } = createPullQueueActivities({ ...system.dependencies, storage });
  const end = setTimeout(() => void mongo.client.close(true), milliseconds);
  try {
    return await new MockActivityEnvironment({}, { logger }).run(pullPages, run);
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  } finally {
    clearTimeout(end);
    await mongo.close();
  }
}

/** Tries again until it ends, each time with a little more time. @returns how often it was stopped. */
async function pullInterrupted(run: PullRun): Promise<number> {
  for (let stopped = 0; stopped < 200; stopped += 1) {
    const step = await attempt(run, 10 + stopped * 4);
    if (step !== null) {
      expect(step).toEqual({ more: false, state: 'succeeded', failure: null });
      return stopped;
    }
  }
  throw new Error('the pull never ended');
}

test('a pull that is stopped anywhere, again and again, stores every row once', async () => {
  const clinic = await createClinic(system, {
    appointments: APPOINTMENTS,
    daysBack: 20,
    daysAhead: 20,
    clients: 80,
    shareWithOrders: 0.2,
  });
  const run = runOf(clinic);

  const stopped = await pullInterrupted(run);

  expect(stopped).toBeGreaterThan(5);
  expect(await differencesFromClinic(system, clinic)).toEqual([]);
  const { tenantId } = clinic.key;
  const count = (name: string, filter = {}) =>
    system.db.collection(name).countDocuments({ tenantId, ...filter });
  expect(await count('observations')).toBe(APPOINTMENTS);
  expect(await count('deals', { version: { $ne: 1 } })).toBe(0);
  expect(await system.storage.runs.get(tenantId, 'medods', run.runId)).toMatchObject({
    state: 'succeeded',
    error: null,
  });
  const checkpoint = await clinic.checkpoint();
  expect(checkpoint).toMatchObject({ lease: null });
  expect(checkpoint?.highWater).not.toBeNull();
});

test('an attempt at a run that has ended asks the vendor nothing and says how it ended', async () => {
  const clinic = await createClinic(system, { appointments: 20 });
  const run = runOf(clinic);
  await pullInterrupted(run);
  const before = await clinic.checkpoint();
  await system.medods.takeJournal(clinic.host);
  expect(await attempt(run, 5000)).toEqual({ more: false, state: 'succeeded', failure: null });
  expect((await system.medods.journal(clinic.host)).total).toBe(0);
  expect(await clinic.checkpoint()).toEqual(before);
});

test('a run that was stopped between its last page and its end is not read again', async () => {
  const clinic = await createClinic(system, { appointments: 150, daysBack: 20, daysAhead: 20 });
  const run = runOf(clinic);
  await pullInterrupted(run);
  await system.db
    .collection('runs')
    .updateOne({ tenantId: run.tenantId }, { $set: { state: 'running', endedAt: null } });
  await system.medods.takeJournal(clinic.host);
  expect(await attempt(run, 5000)).toEqual({ more: false, state: 'succeeded', failure: null });
  expect((await system.medods.journal(clinic.host)).total).toBe(0);
});

test('a worker that stops hands its page over at once, to be gone on with by another', async () => {
  const clinic = await createClinic(system, { appointments: 250, daysBack: 20, daysAhead: 0 });
  await system.medods.setFaults(clinic.host, {
    path: 'dateStart.*offset=99',
    times: 1,
    effect: { kind: 'neverAnswer' },
  });
  const run = runOf(clinic);
  const { pullPages } = createPullQueueActivities(system.dependencies);
  const environment = new MockActivityEnvironment({}, { logger });
  const running = environment.run(pullPages, run).catch((error: unknown) => error);
  await waitFor('the second page to be asked for', async () => {
    const [fault] = await system.medods.faults(clinic.host);
    return fault?.acted === 1;
  });
  environment.cancel('WORKER_SHUTDOWN', new ActivityCancellationDetails({ workerShutdown: true }));
  expect(await running).toMatchObject({ type: 'worker_stopping', nonRetryable: false });
  expect(await system.storage.runs.get(run.tenantId, 'medods', run.runId)).toMatchObject({
    state: 'running',
    counts: { seen: 100 },
  });
  expect(await attempt(run, 20_000)).toMatchObject({ state: 'succeeded' });
  expect(await differencesFromClinic(system, clinic)).toEqual([]);
});
