import { medodsSettings, startApi, type TestApi, type TestTenant } from './harness';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const HOUR = 60 * 60 * 1_000;

async function connected(): Promise<TestTenant> {
  const tenant = await api.tenant();
  const campaign = { id: 'c1', name: 'Яндекс' };
  expect((await api.call('POST', tenant.path('/campaigns'), tenant.key, campaign)).statusCode).toBe(201);
  const settings = medodsSettings({ leads: { enabled: false }, deals: { enabled: false } });
  const path = tenant.path('/integrations/medods');
  expect((await api.call('PUT', path, tenant.key, { settings })).statusCode).toBe(200);
  return tenant;
}

async function health(query = '') {
  const answer = await api.call('GET', `/api/v1/integrations${query}`, api.operatorKey);
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

it('the operator sees the integrations of all tenants, the worst first, and how many are how', async () => {
  const [off, well, late, failing] = [
    await connected(),
    await connected(),
    await connected(),
    await connected(),
  ];
  const key = ({ id }: TestTenant) => ({ tenantId: id, integrationId: 'medods' });
  const now = Date.now();
  await api.storage.integrations.setActive(key(well), new Date(now));
  await api.storage.integrations.setActive(key(late), new Date(now - 100 * HOUR));
  await api.storage.integrations.setActive(key(failing), new Date(now));
  await api.storage.integrations.recordFailure(
    key(failing),
    'run1',
    { code: 'vendor_unavailable', parameters: {} },
    new Date(now),
  );

  const { counts, items, more } = await health();

  expect(counts).toEqual({ failing: 1, late: 1, quiet: 0, ok: 1, off: 1 });
  expect(items.map(({ tenantId }: { tenantId: string }) => tenantId)).toEqual(
    [failing, late, well, off].map(({ id }) => id),
  );
  expect(items[0]).toMatchObject({
    id: 'medods',
    tenantName: expect.any(String),
    condition: 'failing',
    health: { error: { code: 'vendor_unavailable' } },
  });
  expect(more).toBe(false);

  const narrowed = await health('?condition=late');
  expect(narrowed.counts).toEqual(counts);
  expect(narrowed.items).toMatchObject([{ tenantId: late.id, condition: 'late' }]);
});

it('a refusal to archive what is in use names the integrations that use it', async () => {
  const tenant = await api.tenant();
  await api.call('POST', tenant.path('/campaigns'), tenant.key, { id: 'c1', name: 'Яндекс' });
  const path = tenant.path('/integrations/medods');
  const settings = medodsSettings({
    leads: { enabled: true, onlineSourceIds: [14], fallback: { kind: 'campaign', campaignId: 'c1' } },
  });
  expect((await api.call('PUT', path, tenant.key, { settings })).statusCode).toBe(200);

  const answer = await api.call('PATCH', tenant.path('/campaigns/c1'), tenant.key, { archived: true });

  expect(answer.statusCode).toBe(409);
  expect(answer.json()).toMatchObject({ code: 'in_use', integrations: ['medods'] });
});
