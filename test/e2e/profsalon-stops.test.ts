import { MockActivityEnvironment } from '@temporalio/testing';
import { createDrainActivities } from '../../src/activities/drain';
import { createSweepActivities } from '../../src/activities/sweep';
import { createTemporalGateway } from '../../src/api/temporal-gateway';
import { workflowIds } from '../../src/domain/names';
import { createLogger } from '../../src/platform/log';
import { connectMongo } from '../../src/platform/mongodb';
import { Secret } from '../../src/platform/secret';
import { createTemporalLogger } from '../../src/platform/temporal-logger';
import { openStorage } from '../../src/storage/storage';
import { testServer } from '../platform/environment';
import { listenApi } from '../system/listening-api';
import { createSalon, type TestSalon } from '../system/salon';
import { startSystem, type TestSystem } from '../system/system';
import { waitFor } from '../system/wait-for';
import { freshTaskQueues, runWorkers } from '../system/workers';

const logger = createTemporalLogger(createLogger({ level: 'silent', pretty: false, name: 'test' }));
const at = (minute: number) => new Date(Date.UTC(2026, 2, 10, 6, minute)).toISOString();
const client = { id: 7, name: 'Иван Тестов', phone: '79990000003' };

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.stop());

const booking = (salon: TestSalon) =>
  salon.body({ id: 1, changed_at: at(1), name: 'Стрижка', sum: 900, client }, 'create');

async function expectPending(salon: TestSalon): Promise<void> {
  expect(await salon.deliveries()).toMatchObject([{ pending: true, results: [] }]);
}

/** The booking is there once, with all that belongs to it, and nothing waits. */
async function expectAppliedOnce(salon: TestSalon): Promise<void> {
  await waitFor('nothing to be pending', async () =>
    (await salon.deliveries()).every(({ pending }) => !pending),
  );
  expect(await salon.deliveries()).toMatchObject([{ results: [{ outcome: 'applied', externalId: '1' }] }]);
  expect(await salon.deals()).toMatchObject([{ externalId: '1', name: 'Стрижка' }]);
  expect(await salon.leads()).toMatchObject([
    { externalId: '1', state: 'ready', contact: { name: 'Иван Тестов', phone: '+79990000003' } },
  ]);
  expect(await salon.contacts()).toHaveLength(1);
  const { tenantId } = salon.key;
  expect(await system.db.collection('observations').countDocuments({ tenantId })).toBe(1);
}

/** As the sweep looks two minutes from now. */
async function sweep(): Promise<number> {
  const later = () => new Date(Date.now() + 2 * 60_000);
  return createSweepActivities({ ...system.dependencies, now: later }).wakeWaiting();
}

async function idleSalon(): Promise<TestSalon> {
  const salon = await createSalon(system);
  await salon.update('activate');
  // The first drain is of what was stored before activation.
  await salon.idle();
  return salon;
}

test('a delivery that was written when its process died, before anybody was told, is found by the sweep', async () => {
  const salon = await idleSalon();
  await salon.store(booking(salon));
  await expectPending(salon);
  expect((await salon.integration()).wake).toBe(false);
  expect(await sweep()).toBeGreaterThan(0);
  await expectAppliedOnce(salon);
});

test('a delivery whose process died between turning `wake` and signalling is found by the sweep', async () => {
  const salon = await idleSalon();
  await salon.store(booking(salon));
  expect(await system.storage.integrations.flipWake(salon.key)).toBe(true);
  await expectPending(salon);
  expect(await sweep()).toBeGreaterThan(0);
  await expectAppliedOnce(salon);
});

test('deliveries of a lost signal are applied with the next one that is not lost', async () => {
  const salon = await idleSalon();
  await salon.store(booking(salon));
  await system.storage.integrations.flipWake(salon.key);
  await expectPending(salon);
  // Who comes now finds `wake` true and signals nobody; the drain that the sweep starts clears it.
  expect(await system.storage.integrations.flipWake(salon.key)).toBe(false);
  await sweep();
  await expectAppliedOnce(salon);
  await waitFor('`wake` to be cleared', async () => !(await salon.integration()).wake);
  expect(await system.storage.integrations.flipWake(salon.key)).toBe(true);
});

test('a delivery that comes after the last look of a drain turns `wake` again and is drained', async () => {
  const salon = await idleSalon();
  await system.storage.integrations.flipWake(salon.key);
  await system.storage.integrations.clearWake(salon.key);
  await salon.store(booking(salon));
  await expectPending(salon);
  expect(await system.storage.integrations.flipWake(salon.key)).toBe(true);
  const gateway = createTemporalGateway(async () => system.temporal, system.dependencies.taskQueues);
  await gateway.webhooksReceived(salon.key);
  await expectAppliedOnce(salon);
});

test('a delivery signalled while no worker runs waits for the next worker', async () => {
  const dependencies = { ...system.dependencies, taskQueues: freshTaskQueues() };
  const api = await listenApi({ ...system, dependencies });
  const salon = await createSalon(system, { active: true });
  try {
    const body = JSON.stringify(booking(salon));
    expect((await fetch(salon.hookAt(api.origin), { method: 'POST', body })).status).toBe(200);
    const workflow = system.temporal.workflow.getHandle(workflowIds.integration(salon.key));
    await waitFor('the signal to arrive', async () => {
      const described = await workflow.describe().catch(() => null);
      return described?.status.name === 'RUNNING';
    });
    const events = (await workflow.fetchHistory()).events ?? [];
    expect(events.some((event) => event.workflowTaskCompletedEventAttributes != null)).toBe(false);
    await expectPending(salon);

    const stop = await runWorkers(system, dependencies);
    try {
      await expectAppliedOnce(salon);
    } finally {
      await workflow.terminate('the test is over');
      await stop();
    }
  } finally {
    await api.close();
  }
});

/** What a drain writes, in order; a process that died after one of them left those after it undone. */
const steps: readonly (readonly [string, readonly string[]])[] = [
  ['people', ['observations', 'leads', 'deals']],
  ['observations', ['leads', 'deals']],
  ['leads', ['deals']],
  ['deals', []],
];

test.each(steps)(
  'a drain that died after its %s were written is done again and changes nothing twice',
  async (_step, undone) => {
    const whole = await createSalon(system, { active: true });
    await whole.store(booking(whole));
    await whole.drain();
    const salon = await createSalon(system, { active: true });
    const row = await salon.store(booking(salon));
    await salon.drain();
    const { tenantId } = salon.key;
    for (const name of undone) await system.db.collection(name).deleteMany({ tenantId });
    await system.db
      .collection('inbox')
      .updateOne({ _id: row, tenantId }, { $set: { pending: true, results: [] }, $unset: { expiresAt: '' } });
    await expectPending(salon);

    await salon.drain();

    await expectAppliedOnce(salon);
    const [deal] = await salon.deals();
    const [wholeDeal] = await whole.deals();
    expect(deal?.search).toEqual(wholeDeal?.search);
    expect(deal?.changedAt).toEqual(wholeDeal?.changedAt);
  },
);

test('a drain that died between showing a changed person and writing them shows the person everywhere', async () => {
  const salon = await createSalon(system, { active: true });
  await salon.store(booking(salon));
  await salon.store(salon.body({ id: 2, changed_at: at(1), client }));
  await salon.drain();
  const { tenantId } = salon.key;
  const contacts = system.db.collection('contacts');
  const before = await contacts.findOne({ tenantId });
  const leadBefore = (await salon.leads()).find(({ externalId }) => externalId === '1');
  const row = await salon.store(
    salon.body({ id: 2, changed_at: at(2), client: { id: 7, phone: '79990000004' } }),
  );
  await salon.drain();
  // As it was left: the person not written yet, the other lead not refreshed.
  if (before === null || leadBefore === undefined) throw new Error('nobody was written');
  await contacts.replaceOne({ tenantId }, before);
  const { state, contact, search } = leadBefore;
  await system.storage.leads.showPeople(
    tenantId,
    new Map([[String(before._id), { state, contact, search }]]),
  );
  await system.db.collection('inbox').updateOne({ _id: row, tenantId }, { $set: { pending: true } });
  expect((await salon.leads()).map(({ contact }) => contact.phone)).toEqual(['+79990000003', '+79990000003']);

  await salon.drain();
  expect((await salon.leads()).map(({ contact }) => contact.phone)).toEqual(['+79990000004', '+79990000004']);
});

/** One drain whose database goes away under it after so many milliseconds, wherever it is then. */
async function interruptedDrain(salon: TestSalon, milliseconds: number): Promise<boolean> {
  const uri = new Secret(testServer('SKVOZ_TEST_MONGODB_URI'));
  const database = system.db.databaseName;
  const mongo = await connectMongo({ mongodb: { uri, database } }, { appName: 'interrupted' });
  const { drainInbox } = createDrainActivities({
    ...system.dependencies,
    storage: openStorage(mongo.db),
    limits: { ...system.dependencies.limits, lingerMs: 0 },
  });
  const end = setTimeout(() => void mongo.client.close(true), milliseconds);
  try {
    await new MockActivityEnvironment({}, { logger }).run(drainInbox, salon.key);
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  } finally {
    clearTimeout(end);
    await mongo.close();
  }
}

test('a drain that is stopped anywhere, again and again, loses nothing and does nothing twice', async () => {
  const salon = await createSalon(system, { active: true });
  const plain = await createSalon(system, { active: true });
  const bodies = (of: TestSalon) =>
    Array.from({ length: 120 }, (_, index) =>
      of.body(
        {
          id: 1 + (index % 40),
          changed_at: at(index),
          name: `Запись ${index}`,
          client: { id: index % 10, name: `Клиент ${index}`, phone: String(79990000000 + index) },
        },
        index % 7 === 6 ? 'delete' : 'update',
      ),
    );
  for (const body of bodies(salon)) await salon.store(body);
  for (const body of bodies(plain)) await plain.store(body);
  await plain.drain();
  expect((await salon.deliveries()).every(({ pending }) => pending)).toBe(true);

  let stopped = 0;
  while (!(await interruptedDrain(salon, 2 + stopped * 3))) {
    stopped += 1;
    expect(stopped).toBeLessThan(200);
  }

  expect(stopped).toBeGreaterThan(2);
  expect((await salon.deliveries()).filter(({ pending }) => pending)).toEqual([]);
  const { tenantId } = salon.key;
  const observations = system.db.collection('observations');
  expect(await observations.countDocuments({ tenantId })).toBe(120);
  expect(await stateOf(salon)).toEqual(await stateOf(plain));
});

/** What people see of a salon, without what differs from one salon to another. */
async function stateOf(salon: TestSalon): Promise<unknown> {
  const byId = <T extends { externalId: string }>(list: readonly T[]) =>
    [...list].sort((one, other) => one.externalId.localeCompare(other.externalId));
  return {
    deals: byId(await salon.deals()).map(({ externalId, name, stageStatus, deleted, changedAt, search }) => ({
      externalId,
      name,
      stageStatus,
      deleted,
      changedAt,
      search: [...search].sort(),
    })),
    leads: byId(await salon.leads()).map(({ externalId, state, contact }) => ({
      externalId,
      state,
      contact,
    })),
    contacts: byId(await salon.contacts()).map(({ externalId, name, phones }) => ({
      externalId,
      name,
      phones,
    })),
  };
}
