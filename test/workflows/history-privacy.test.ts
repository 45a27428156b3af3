import { Worker } from '@temporalio/worker';
import { workflowIds } from '../../src/domain/names';
import { signToken } from '../../src/vendors/medods/token';
import { createClinic, IDENTITY, SECRET_KEY, type TestClinic } from '../system/clinic';
import { keptTexts, leaksOf } from '../system/kept-texts';
import { startSystem, type TestSystem } from '../system/system';
import { waitFor } from '../system/wait-for';

const PHONE = '+79991234567';
const SECOND_PAGE = 'dateStart.*offset=99';
const month = { appointments: 220, daysBack: 20, daysAhead: 5, clients: 50 };

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem({ timeoutMs: 500 });
});
afterAll(() => system.stop());

/** Everything about people and doors that this clinic knows. */
async function plantedIn({ host }: TestClinic): Promise<string[]> {
  const clients = await system.medods.rows(host, 'clients');
  const users = await system.medods.rows(host, 'users');
  const people = [...clients, ...users].flatMap((row) =>
    [row['surname'], row['secondName'], row['phone'], row['email'], row['birthdate']].filter(
      (value): value is string => typeof value === 'string' && value.length > 3,
    ),
  );
  const header = signToken(IDENTITY, SECRET_KEY, 0).split('.')[0] ?? '';
  return [...new Set([...people, PHONE.slice(1), IDENTITY, SECRET_KEY, header, 'Не для выгрузки'])];
}

async function allTexts({ key }: TestClinic): Promise<string[]> {
  const runs = await system.storage.runs.list(key, null, 50);
  const ids = [workflowIds.integration(key), ...new Set(runs.map(({ workflowId }) => workflowId))];
  const texts = await Promise.all(ids.map((id) => keptTexts(system.temporal.workflow.getHandle(id))));
  return texts.flat();
}

test('the histories of a clinic’s workflows hold no person and no key, whatever failed', async () => {
  const clinic = await createClinic(system, month);
  const planted = await plantedIn(clinic);
  expect(planted.length).toBeGreaterThan(100);
  const { host } = clinic;
  await clinic.update('activate');
  await clinic.endedRun();
  await clinic.update('check');

  await system.medods.setFaults(host, { path: SECOND_PAGE, effect: { kind: 'errorsKey', text: PHONE } });
  await clinic.pull();
  await system.medods.setFaults(host, { entity: 'orders', effect: { kind: 'status', status: 403 } });
  await clinic.pull();

  // Settings that cannot be read: the parser's message quotes them.
  const { settings } = await clinic.integration();
  const context = `${clinic.key.tenantId}/medods/settings`;
  await setSettings(clinic, system.keyring.encrypt(PHONE, context));
  await system.medods.setFaults(host);
  const broken = await clinic.startPull();
  await waitFor('the attempt to fail', async () => {
    const [pending] = (await broken.handle.describe()).raw.pendingActivities ?? [];
    return pending?.lastFailure?.message === 'SyntaxError';
  });
  const whileFailing = await keptTexts(broken.handle);
  await setSettings(clinic, settings);
  await system.temporal.workflowService.resetActivity({
    namespace: system.temporal.options.namespace,
    execution: { workflowId: broken.handle.workflowId },
    type: 'pullPages',
  });
  await broken.ended();

  await system.medods.setFaults(host, { path: SECOND_PAGE, effect: { kind: 'status', status: 401 } });
  await clinic.pull();
  await waitFor('the integration to fail', async () => (await clinic.integration()).state === 'failed');
  await system.medods.setFaults(host);
  await clinic.changeSettings({});
  await waitFor('the integration to heal', async () => (await clinic.integration()).state === 'active');
  await clinic.deactivate();

  const texts = [...(await allTexts(clinic)), ...whileFailing];
  const states = (await system.storage.runs.list(clinic.key, null, 50)).map(({ state }) => state);
  expect([...new Set(states)].sort()).toEqual(expect.arrayContaining(['failed', 'partial', 'succeeded']));
  for (const kept of ['credentials_rejected', 'vendor_request_refused', 'SyntaxError', clinic.key.tenantId]) {
    expect(texts.join('\n')).toContain(kept);
  }
  expect(leaksOf(texts, planted)).toEqual([]);
});

async function setSettings({ key }: TestClinic, settings: unknown): Promise<void> {
  await system.db.collection('integrations').updateOne({ tenantId: key.tenantId }, { $set: { settings } });
}

test('a person in the message of a failure is found by this search', async () => {
  const taskQueue = `${system.dependencies.taskQueues.entity}-leaky`;
  const worker = await Worker.create({
    connection: system.workerConnection,
    namespace: system.temporal.options.namespace,
    taskQueue,
    workflowsPath: require.resolve('./leaky'),
    activities: {
      quote: () => {
        throw new Error(`the client ${PHONE} is not known`);
      },
    },
  });
  await worker.runUntil(async () => {
    const handle = await system.temporal.workflow.start('leaky', {
      taskQueue,
      workflowId: taskQueue,
      args: [],
      memo: { asked: `memo of ${SECRET_KEY}` },
    });
    await handle.result().catch(() => undefined);
    const leaks = leaksOf(await keptTexts(handle), [PHONE, SECRET_KEY]);
    expect(leaks.some((leak) => leak.startsWith(PHONE))).toBe(true);
    expect(leaks.some((leak) => leak.startsWith(SECRET_KEY))).toBe(true);
  });
});

/** Events of the integration once it has dealt with so many pulls. */
async function restingEvents({ key }: TestClinic, pulls: number): Promise<number> {
  const integration = system.temporal.workflow.getHandle(workflowIds.integration(key));
  return waitFor(`the integration to take note of pull ${pulls}`, async () => {
    const events = (await integration.fetchHistory()).events ?? [];
    const signals = events.filter((event) => event.workflowExecutionSignaledEventAttributes != null);
    const rests = events.at(-1)?.workflowTaskCompletedEventAttributes != null;
    return signals.length === pulls && rests && events.length;
  });
}

test('a day with nothing new leaves at most twenty events', async () => {
  const clinic = await createClinic(system, month);
  await clinic.update('activate');
  await clinic.endedRun();
  const before = await restingEvents(clinic, 1);

  await clinic.schedule().trigger();
  const run = await clinic.endedRun(2);
  const ofIntegration = (await restingEvents(clinic, 2)) - before;
  const pull = system.temporal.workflow.getHandle(run.workflowId);
  await waitFor('the pull to end', async () => (await pull.describe()).status.name === 'COMPLETED');
  const ofPull = (await pull.fetchHistory()).events?.length ?? 0;
  process.stdout.write(`a day with nothing new: ${ofPull} + ${ofIntegration} events\n`);

  expect(run.counts).toMatchObject({ new: 0, changed: 0 });
  expect(ofPull + ofIntegration).toBeLessThanOrEqual(20);
  await clinic.deactivate();
});
