import { allIndexes } from '../../src/storage/storage';
import { waitFor } from '../system/wait-for';
import { medodsSettings, startApi, type TestApi } from './harness';
import { runOf } from './records';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

/** Collections with documents that name the tenant. */
async function holding(tenantId: string): Promise<string[]> {
  const collections = await api.db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray();
  const held: string[] = [];
  for (const { name } of collections) {
    const found = await api.db
      .collection<{ readonly _id: string; readonly tenantId?: string }>(name)
      .countDocuments({ $or: [{ tenantId }, { _id: tenantId }] });
    if (found > 0) held.push(name);
  }
  return held.sort();
}

test('deleting a tenant leaves nothing of it in any collection, those of tomorrow included', async () => {
  const tenant = await api.tenant();
  const other = await api.tenant();
  const key = { tenantId: tenant.id, integrationId: 'medods' };
  await api.call('PUT', tenant.path('/integrations/medods'), tenant.key, { settings: medodsSettings() });
  await api.storage.runs.ensure(runOf(key, `run-${tenant.id}`));
  const names = [...allIndexes.map(({ collection }) => collection), 'ofTomorrow'];
  for (const name of names) {
    const collection = api.db.collection(name);
    if ((await collection.countDocuments({ tenantId: tenant.id })) === 0) {
      await collection.insertOne({
        tenantId: tenant.id,
        integrationId: 'medods',
        id: 'x',
        externalId: 'x',
        hash: tenant.id,
      });
    }
  }
  expect(await holding(tenant.id)).toEqual([...names, 'tenants'].sort());

  const address = `/api/v1/tenants/${tenant.id}`;
  expect((await api.call('DELETE', address, api.operatorKey)).statusCode).toBe(204);
  expect(await holding(tenant.id)).toEqual([]);
  expect((await api.call('GET', address, api.operatorKey)).statusCode).toBe(404);
  expect((await api.call('DELETE', address, api.operatorKey)).statusCode).toBe(404);
  expect((await api.call('GET', tenant.path('/deals'), tenant.key)).statusCode).toBe(401);
  expect((await api.call('GET', other.path('/deals'), other.key)).statusCode).toBe(200);
});

test('a deletion that stopped half way is hidden from everybody and goes on when asked again', async () => {
  const tenant = await api.tenant();
  await api.call('POST', tenant.path('/campaigns'), tenant.key, { id: 'c1', name: 'Яндекс' });
  await api.storage.tenants.markDeleted(tenant.id, new Date());
  expect((await api.call('GET', tenant.path('/campaigns'), tenant.key)).statusCode).toBe(401);
  expect((await api.call('GET', tenant.path('/campaigns'), api.operatorKey)).statusCode).toBe(404);
  expect((await api.call('DELETE', tenant.path(''), api.operatorKey)).statusCode).toBe(204);
  expect(await holding(tenant.id)).toEqual([]);
});

test('a pull that runs is ended with its tenant, listed as a run or not', async () => {
  const tenant = await api.tenant();
  const key = { tenantId: tenant.id, integrationId: 'medods' };
  await api.call('PUT', tenant.path('/integrations/medods'), tenant.key, { settings: medodsSettings() });
  await api.storage.integrations.setActive(key, new Date());
  const started = await api.call('POST', tenant.path('/integrations/medods/sync'), tenant.key);
  expect(started.statusCode).toBe(202);
  const { workflow } = await api.temporal();
  const listed = workflow.getHandle(`pull/${tenant.id}/medods/sync`);
  const unlisted = await workflow.start('pull', {
    workflowId: `pull/${tenant.id}/medods/daily-2026-03-01T00:00:00Z`,
    taskQueue: `${api.config.temporal.taskQueuePrefix}pull`,
    args: [{ ...key, kind: 'daily' }],
  });
  for (const pull of [listed, unlisted]) expect((await pull.describe()).status.name).toBe('RUNNING');
  const query = `WorkflowId = '${unlisted.workflowId}'`;
  await waitFor('Temporal to list the pull', async () => (await workflow.count(query)).count > 0);
  expect((await api.call('DELETE', tenant.path(''), api.operatorKey)).statusCode).toBe(204);
  for (const pull of [listed, unlisted]) expect((await pull.describe()).status.name).not.toBe('RUNNING');
}, 60_000);
