import { medodsSettings, startApi, type TestApi, type TestTenant } from './harness';
import { runOf } from './records';

let api: TestApi;
let tenant: TestTenant;
let key: { tenantId: string; integrationId: string };
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  tenant = await api.tenant();
  key = { tenantId: tenant.id, integrationId: 'medods' };
  await api.call('PUT', tenant.path('/integrations/medods'), tenant.key, { settings: medodsSettings() });
  await api.storage.integrations.setActive(key, new Date());
});
afterAll(() => api.close());

const post = (rest: string, body?: Record<string, unknown>) =>
  api.call('POST', tenant.path(`/integrations/medods${rest}`), tenant.key, body);

test('of five who press "Sync now" at once one begins, and its run is listed before the answer', async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => post('/sync')));
  const begun = answers.filter(({ statusCode }) => statusCode === 202);
  expect(begun).toHaveLength(1);
  const refused = answers.filter(({ statusCode }) => statusCode === 409);
  expect(refused.map((answer) => answer.json().code)).toEqual(Array(4).fill('pull_running'));
  const runId = begun[0]?.json().runId;
  const { items } = (await api.call('GET', tenant.path('/integrations/medods/runs'), tenant.key)).json();
  expect(items).toMatchObject([{ id: runId, kind: 'sync', state: 'queued', range: null }]);
  const workflow = await (await api.temporal()).workflow
    .getHandle(`pull/${tenant.id}/medods/sync`)
    .describe();
  expect(workflow.status.name).toBe('RUNNING');
  expect(workflow.taskQueue).toBe(`${api.config.temporal.taskQueuePrefix}pull`);
});

const january = { from: '2026-01-01', to: '2026-01-31' };
test.each([
  ['a back-fill is refused while a sync runs', () => post('/sync'), () => post('/backfill', january)],
  ['a sync is refused while a back-fill runs', () => post('/backfill', january), () => post('/sync')],
  [
    'a back-fill is refused while another one runs',
    () => post('/backfill', january),
    () => post('/backfill', { from: '2025-01-01', to: '2025-01-31' }),
  ],
])('%s, and nothing is listed of it', async (_, first, second) => {
  const begun = await first();
  expect(begun.statusCode).toBe(202);
  expect((await second()).json()).toMatchObject({ status: 409, code: 'pull_running' });
  const { items } = (await api.call('GET', tenant.path('/integrations/medods/runs'), tenant.key)).json();
  expect(items).toMatchObject([{ id: begun.json().runId, state: 'queued' }]);
});

test('a back-fill keeps its dates, five years of them at most', async () => {
  const { runId } = (await post('/backfill', { from: '2021-01-02', to: '2026-01-01' })).json();
  const run = (await api.call('GET', tenant.path(`/integrations/medods/runs/${runId}`), tenant.key)).json();
  expect(run).toMatchObject({ kind: 'backfill', range: { from: '2021-01-02', to: '2026-01-01' } });
  const longer = await post('/backfill', { from: '2021-01-01', to: '2026-01-01' });
  expect(longer.json()).toMatchObject({ status: 400, code: 'range_too_long' });
});

test('only an active integration is read', async () => {
  for (const state of ['inactive', 'validating', 'paused', 'failed'] as const) {
    await api.storage.integrations.setState(key, state, null, new Date());
    expect((await post('/sync')).json()).toMatchObject({ status: 409, code: 'integration_not_active' });
  }
});

test('a queued run whose workflow is not there is cancelled here, and an ended one cannot be', async () => {
  await api.storage.runs.ensure(runOf(key, `lost-${tenant.id}`, { workflowId: `none-${tenant.id}` }));
  const cancelled = await post(`/runs/lost-${tenant.id}/cancel`);
  expect(cancelled.statusCode).toBe(202);
  expect(cancelled.json()).toMatchObject({ state: 'cancelled', endedAt: expect.any(String) });
  expect((await post(`/runs/lost-${tenant.id}/cancel`)).json()).toMatchObject({
    status: 409,
    code: 'run_not_cancellable',
  });
});

test('cancelling a run asks its workflow to stop', async () => {
  const { runId } = (await post('/sync')).json();
  expect((await post(`/runs/${runId}/cancel`)).statusCode).toBe(202);
  const history = await (await api.temporal()).workflow
    .getHandle(`pull/${tenant.id}/medods/sync`)
    .fetchHistory();
  const events = history.events?.map((event) => Object.keys(event).join(' ')).join(' ');
  expect(events).toContain('workflowExecutionCancelRequestedEventAttributes');
});
