import type { CommandStartedEvent, Document } from 'mongodb';
import { z } from 'zod';
import { createSweepActivities } from '../../src/activities/sweep';
import { workflowIds } from '../../src/domain/names';
import { signalNames } from '../../src/domain/workflow-contract';
import { connectMongo } from '../../src/platform/mongodb';
import { Secret } from '../../src/platform/secret';
import { openStorage, type Storage } from '../../src/storage/storage';
import { MongodbWire } from '../system/mongodb-wire';
import { createSalon, type TestSalon } from '../system/salon';
import { startSystem, type TestSystem } from '../system/system';
import { waitFor } from '../system/wait-for';
import { freshTaskQueues, runWorkers } from '../system/workers';

jest.setTimeout(120_000);

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.stop());

/** One command of the database as it was answered. */
interface Answered {
  readonly collection: string;
  readonly command: Document;
  readonly reply: unknown;
}

interface DoomedStorage {
  readonly storage: Storage;
  /** Resolves at the moment of the stop. Nothing is read or written through it from then on. */
  readonly stopped: Promise<void>;
  close(): Promise<void>;
}

/** A connection to the database that ends for good right after the first answer that is the one. */
async function doomedStorage(isTheOne: (answered: Answered) => boolean): Promise<DoomedStorage> {
  const wire = new MongodbWire();
  const uri = new Secret(`mongodb://${await wire.listen()}/?directConnection=true&monitorCommands=true`);
  const config = { mongodb: { uri, database: system.db.databaseName } };
  const mongo = await connectMongo(config, { appName: 'doomed', serverSelectionTimeoutMS: 500 });
  const begun = new Map<number, CommandStartedEvent>();
  const stopped = new Promise<void>((resolve) => {
    mongo.client.on('commandStarted', (event) => begun.set(event.requestId, event));
    mongo.client.on('commandSucceeded', ({ requestId, commandName, reply }) => {
      const command = begun.get(requestId)?.command ?? {};
      begun.delete(requestId);
      if (!isTheOne({ collection: String(command[commandName]), command, reply })) return;
      // Here and now: an end of the client itself would let through what is asked meanwhile.
      wire.cut();
      resolve();
    });
  });
  const close = async () => {
    wire.close();
    await mongo.client.close(true);
  };
  return { storage: openStorage(mongo.db), stopped, close };
}

/** A salon whose worker is stopped at some moment, and then has a successor. */
async function withDoomedWorker(
  isTheOne: (answered: Answered) => boolean,
  use: (salon: TestSalon, stopped: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const dependencies = { ...system.dependencies, taskQueues: freshTaskQueues() };
  const doomed = await doomedStorage(isTheOne);
  const salon = await createSalon({ ...system, dependencies });
  const stopDoomed = await runWorkers(system, { ...dependencies, storage: doomed.storage });
  let stop = stopDoomed;
  try {
    await use(salon, async () => {
      await doomed.stopped;
      await stopDoomed();
    });
    stop = await runWorkers(system, dependencies);
    const workflow = system.temporal.workflow.getHandle(workflowIds.integration(salon.key));
    await expectApplied(salon);
    await salon.deactivate();
    await workflow.result();
  } finally {
    await stop();
    await doomed.close();
  }
}

const booking = (salon: TestSalon, id: number) => salon.body({ id, status: 'new' }, 'create');

async function expectApplied(salon: TestSalon): Promise<void> {
  await waitFor('nothing to be pending', async () =>
    (await salon.deliveries()).every(({ pending }) => !pending),
  );
  const rows = await salon.deliveries();
  expect(rows.flatMap(({ results }) => results.map(({ outcome }) => outcome))).toEqual(
    rows.map(() => 'applied'),
  );
  expect(await salon.deals()).toHaveLength(rows.length);
}

const clearsWake = ({ collection, command }: Answered) =>
  collection === 'integrations' && command['updates']?.[0]?.u?.$set?.wake === false;
const looksForDeliveries = ({ collection, command }: Answered) =>
  collection === 'inbox' && command['filter']?.pending === true;
const batchSchema = z.object({ cursor: z.object({ firstBatch: z.array(z.unknown()) }) });
const isEmpty = ({ reply }: Answered) => batchSchema.parse(reply).cursor.firstBatch.length === 0;

test('a worker that is stopped between clearing `wake` and the last look leaves nothing behind', () =>
  withDoomedWorker(clearsWake, async (salon, stopped) => {
    await salon.store(booking(salon, 1));
    await salon.update('activate');
    await stopped();
    // Its process dies before it signals, too; the activity that was stopped is what comes back.
    await salon.store(booking(salon, 2));
    expect((await salon.integration()).wake).toBe(false);
    expect((await salon.deliveries()).map(({ pending }) => pending)).toEqual([true, false]);
  }));

test('a worker that is stopped while it lingers leaves nothing behind', () => {
  let hasRead = false;
  const lingers = (answered: Answered) => {
    if (!looksForDeliveries(answered)) return false;
    if (!isEmpty(answered)) hasRead = true;
    return hasRead && isEmpty(answered);
  };
  return withDoomedWorker(lingers, async (salon, stopped) => {
    await salon.store(booking(salon, 1));
    await system.storage.integrations.setActive(salon.key, new Date());
    expect(await system.storage.integrations.flipWake(salon.key)).toBe(true);
    await salon.update('activate');
    await stopped();
    await salon.store(booking(salon, 2));
    // Who comes now finds `wake` true and signals nobody.
    expect(await system.storage.integrations.flipWake(salon.key)).toBe(false);
    expect((await salon.deliveries()).map(({ pending }) => pending)).toEqual([true, false]);
  });
});

test('a worker that is stopped right after it has read deliveries leaves nothing behind', () => {
  const reads = (answered: Answered) => looksForDeliveries(answered) && !isEmpty(answered);
  return withDoomedWorker(reads, async (salon, stopped) => {
    for (const id of [1, 2, 3]) await salon.store(booking(salon, id));
    await salon.update('activate');
    await stopped();
    expect((await salon.deliveries()).map(({ pending }) => pending)).toEqual([true, true, true]);
  });
});

test('a sweep that is stopped between finding what waits and signalling is made good by the next one', async () => {
  const salon = await createSalon(system);
  await salon.update('activate');
  await salon.idle();
  await salon.store(booking(salon, 1));
  const workflow = system.temporal.workflow.getHandle(workflowIds.integration(salon.key));
  const signals = async () =>
    ((await workflow.fetchHistory()).events ?? []).filter(
      ({ workflowExecutionSignaledEventAttributes: of }) => of?.signalName === signalNames.webhooksReceived,
    ).length;
  const later = () => new Date(Date.now() + 2 * 60_000);
  const finds = (answered: Answered) => answered.collection === 'inbox' && !isEmpty(answered);
  const doomed = await doomedStorage(finds);
  try {
    const stopped = createSweepActivities({ ...system.dependencies, storage: doomed.storage, now: later });
    await expect(stopped.wakeWaiting()).rejects.toThrow();
    await doomed.stopped;
  } finally {
    await doomed.close();
  }
  expect(await signals()).toBe(0);
  expect(await salon.deliveries()).toMatchObject([{ pending: true }]);

  expect(await createSweepActivities({ ...system.dependencies, now: later }).wakeWaiting()).toBeGreaterThan(
    0,
  );
  await expectApplied(salon);
  expect(await signals()).toBe(1);
  await salon.deactivate();
});
