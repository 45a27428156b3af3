import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Child } from '../../dev/processes/child';
import { freePorts } from '../../dev/stack/ports';
import { startTemporal } from '../../dev/stack/temporal';
import { workflowIds } from '../../src/domain/names';
import { signalNames } from '../../src/domain/workflow-contract';
import { connectMongo } from '../../src/platform/mongodb';
import { Secret } from '../../src/platform/secret';
import { openStorage } from '../../src/storage/storage';
import { binary } from '../dev/stack/binary';
import { testServer } from '../platform/environment';
import { type ListeningApi, listenApi } from '../system/listening-api';
import { createSalon } from '../system/salon';
import { startSystem, type TestSystem } from '../system/system';
import { waitFor } from '../system/wait-for';
import { freshTaskQueues, runWorkers } from '../system/workers';

/** The server's default is 4096. */
const EVENTS_BEFORE_CONTINUING = 40;
const CONTINUATIONS = 4;
const SENDERS = 4;
const POSTS_AT_MOST = 5_000;

jest.setTimeout(120_000);

let folder: string;
let temporal: Child;
let system: TestSystem;
let api: ListeningApi;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'skvoz-continued-'));
  const [port = 0] = await freePorts(1);
  temporal = await startTemporal({
    port,
    binary: binary('SKVOZ_TEST_TEMPORAL_BINARY'),
    namespace: 'default',
    dynamicConfig: [`limit.historyCount.suggestContinueAsNew=${EVENTS_BEFORE_CONTINUING}`],
    logFile: join(folder, 'temporal.log'),
    log: () => undefined,
  });
  // Short drains make many of them, and a long history soon.
  const limits = { lingerMs: 0, drainMs: 200 };
  system = await startSystem({ temporalAddress: `127.0.0.1:${port}`, limits });
  api = await listenApi(system);
});
afterAll(async () => {
  await api.close();
  await system.stop();
  await temporal.kill();
  rmSync(folder, { recursive: true, force: true });
});

test('an integration that continues as new again and again while deliveries flow applies every one of them', async () => {
  const salon = await createSalon(system);
  await salon.update('activate');
  const workflow = system.temporal.workflow.getHandle(workflowIds.integration(salon.key));
  const executions = new Set<string>();
  const accepted: number[] = [];
  let posts = 0;
  let over = false;
  const send = async (): Promise<void> => {
    while (!over && posts < POSTS_AT_MOST) {
      posts += 1;
      const id = posts;
      const body = JSON.stringify(
        salon.body({ id, changed_at: '2026-03-10T06:00:00Z', status: 'new' }, 'create'),
      );
      const { status } = await fetch(salon.hookAt(api.origin), { method: 'POST', body });
      if (status === 200) accepted.push(id);
    }
  };
  const senders = Array.from({ length: SENDERS }, send);
  try {
    await waitFor('the integration to have continued as new', async () => {
      executions.add((await workflow.describe()).runId);
      return executions.size > CONTINUATIONS;
    });
  } finally {
    over = true;
    await Promise.all(senders);
  }

  expect(accepted.length).toBe(posts);
  const inbox = system.db.collection('inbox');
  const { tenantId } = salon.key;
  await waitFor('nothing to be pending', async () => {
    return (await inbox.countDocuments({ tenantId, pending: true })) === 0;
  });
  expect(await inbox.countDocuments({ tenantId })).toBe(posts);
  expect(await inbox.countDocuments({ tenantId, 'results.outcome': 'applied' })).toBe(posts);
  const deals = await system.db.collection('deals').find({ tenantId }).project({ externalId: 1 }).toArray();
  const ids = deals.map(({ externalId }) => Number(externalId)).sort((one, other) => one - other);
  expect(ids).toEqual(accepted.sort((one, other) => one - other));
  await salon.deactivate();
});

test('a worker that is stopped as the integration continues as new leaves nothing behind', async () => {
  const dependencies = { ...system.dependencies, taskQueues: freshTaskQueues() };
  const uri = new Secret(testServer('SKVOZ_TEST_MONGODB_URI'));
  const mongo = await connectMongo(
    { mongodb: { uri, database: system.db.databaseName } },
    { appName: 'doomed' },
  );
  const stopFirst = await runWorkers(system, { ...dependencies, storage: openStorage(mongo.db) });
  let stop = stopFirst;
  try {
    const salon = await createSalon({ ...system, dependencies });
    const workflow = system.temporal.workflow.getHandle(workflowIds.integration(salon.key));
    let bookings = 0;
    const deliver = async (): Promise<void> => {
      bookings += 1;
      await salon.store(salon.body({ id: bookings, status: 'new' }, 'create'));
      if (await system.storage.integrations.flipWake(salon.key)) {
        await workflow.signal(signalNames.webhooksReceived);
      }
    };
    await salon.update('activate');
    const { runId } = await workflow.describe();
    await waitFor('the integration to continue as new', async () => {
      await deliver();
      return (await workflow.describe()).runId !== runId;
    });
    // Without its database the worker ends nothing that it had begun.
    await mongo.client.close(true);
    await stopFirst();
    for (const _ of [1, 2, 3]) await deliver();
    expect((await salon.deliveries()).filter(({ pending }) => pending).length).toBeGreaterThanOrEqual(3);

    stop = await runWorkers(system, dependencies);
    await waitFor('nothing to be pending', async () =>
      (await salon.deliveries()).every(({ pending }) => !pending),
    );
    expect(await salon.deals()).toHaveLength(bookings);
    await salon.deactivate();
  } finally {
    await stop();
    await mongo.close();
  }
});
