import type { Access } from '../../src/api/access';
import { createApiKey } from '../../src/platform/hash';
import { type Method, medodsSettings, startApi, type TestApi, type TestTenant } from './harness';
import { dealOf, runOf } from './records';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

/** A request that gets past the access check, with what it answers on a tenant that has one of everything. */
interface Sample {
  readonly body?: Readonly<Record<string, unknown>>;
  readonly status: number;
}

const P = '/api/v1/tenants/:tenant';
const I = `${P}/integrations/:integration`;

const tenantSamples: Readonly<Record<string, Sample>> = {
  'GET /api/v1/vendors': { status: 200 },
  [`GET ${P}`]: { status: 200 },
  [`GET ${P}/sites`]: { status: 200 },
  [`POST ${P}/sites`]: { status: 201, body: { domain: 'clinic.example.ru', name: 'Сайт' } },
  [`PATCH ${P}/sites/:id`]: { status: 200, body: { name: 'Другой' } },
  [`GET ${P}/campaigns`]: { status: 200 },
  [`POST ${P}/campaigns`]: { status: 201, body: { name: 'Яндекс' } },
  [`PATCH ${P}/campaigns/:id`]: { status: 200, body: { name: 'Другая' } },
  [`GET ${P}/sources`]: { status: 200 },
  [`POST ${P}/sources`]: { status: 201, body: { name: 'Поиск', channel: 'cpc' } },
  [`PATCH ${P}/sources/:id`]: { status: 200, body: { channel: 'organic' } },
  [`GET ${P}/integrations`]: { status: 200 },
  [`GET ${I}`]: { status: 200 },
  [`PUT ${I}`]: { status: 200, body: { settings: medodsSettings({ visitDaysBack: 9 }) } },
  // No worker runs beside this test: 503 is what lies behind the access check.
  [`POST ${I}/activate`]: { status: 503 },
  [`POST ${I}/deactivate`]: { status: 503 },
  [`POST ${I}/pause`]: { status: 503 },
  [`POST ${I}/resume`]: { status: 503 },
  [`POST ${I}/check`]: { status: 503 },
  [`POST ${I}/sync`]: { status: 202 },
  [`POST ${I}/backfill`]: { status: 202, body: { from: '2026-01-01', to: '2026-01-02' } },
  [`GET ${I}/runs`]: { status: 200 },
  [`GET ${I}/runs/:run`]: { status: 200 },
  [`POST ${I}/runs/:run/cancel`]: { status: 202 },
  [`GET ${I}/events`]: { status: 200 },
  [`POST ${I}/hook/rotate`]: { status: 409 },
  [`GET ${P}/leads`]: { status: 200 },
  [`GET ${P}/deals`]: { status: 200 },
  [`GET ${P}/deals/:id`]: { status: 200 },
  [`GET ${P}/deals/:id/history`]: { status: 200 },
  [`GET ${P}/contacts`]: { status: 200 },
  [`GET ${P}/employees`]: { status: 200 },
  [`GET ${P}/funnels`]: { status: 200 },
  [`POST ${P}/erase`]: { status: 200, body: { phone: '+79990000009' } },
};

const operatorSamples: Readonly<Record<string, Sample>> = {
  'POST /api/v1/tenants': { status: 201, body: { name: 'Клиника' } },
  'GET /api/v1/tenants': { status: 200 },
  [`DELETE ${P}`]: { status: 204 },
  [`PUT ${P}/components`]: { status: 200, body: { components: [] } },
  [`POST ${P}/keys`]: { status: 201, body: { name: 'сайт' } },
  [`GET ${P}/keys`]: { status: 200 },
  [`DELETE ${P}/keys/:key`]: { status: 204 },
};

const publicRoutes = /^(GET|HEAD) \/(healthz|readyz|metrics|openapi\.json|docs($|\/).*)$/;

/** A tenant with one of everything, an active integration included. */
async function furnished(): Promise<{ tenant: TestTenant; address: (url: string) => string }> {
  const tenant = await api.tenant();
  const key = { tenantId: tenant.id, integrationId: 'medods' };
  const make = async (list: string, body: Record<string, unknown>) => {
    const made = await api.call('POST', tenant.path(`/${list}`), tenant.key, { id: 'e1', ...body });
    expect(made.statusCode).toBe(201);
  };
  await make('sites', { domain: 'clinic.example.ru', name: 'Сайт' });
  await make('campaigns', { name: 'Яндекс' });
  await make('sources', { name: 'Поиск', channel: 'cpc' });
  const path = tenant.path('/integrations/medods');
  expect((await api.call('PUT', path, tenant.key, { settings: medodsSettings() })).statusCode).toBe(200);
  await api.storage.integrations.setActive(key, new Date());
  const deal = dealOf(key, '1');
  await api.storage.deals.write([{ expectedVersion: null, deal }]);
  const run = runOf(key, `run-${tenant.id}`);
  await api.storage.runs.ensure(run);
  const keys = await api.call('GET', tenant.path('/keys'), api.operatorKey);
  const parameters: Readonly<Record<string, string>> = {
    ':tenant': tenant.id,
    ':integration': 'medods',
    ':run': run._id,
    ':key': keys.json().items[0].id,
  };
  const address = (url: string) =>
    url.replace(/:\w+/g, (name) => parameters[name] ?? (url.includes('/deals/') ? deal._id : 'e1'));
  return { tenant, address };
}

function split(name: string): { method: Method; url: string } {
  const [method, url = ''] = name.split(' ');
  switch (method) {
    case 'GET':
    case 'POST':
    case 'PUT':
    case 'PATCH':
    case 'DELETE':
      return { method, url };
    default:
      throw new Error(`no method ${method}`);
  }
}

test('every route says who may call it, and this file knows every route', () => {
  const declared = api.routes.flatMap(({ method, url, config }) =>
    [method].flat().map((one) => ({ name: `${one} ${url}`, access: config?.access })),
  );
  expect(declared.length).toBeGreaterThan(40);
  const isKnown = (name: string, access: Access | undefined): boolean => {
    const asGet = name.replace(/^HEAD /, 'GET ');
    switch (access) {
      case 'public':
        return publicRoutes.test(name);
      case 'operator':
        return operatorSamples[asGet] !== undefined;
      case 'tenant':
        return tenantSamples[asGet] !== undefined;
      case undefined:
        return false;
    }
  };
  const unknown = declared.filter(({ name, access }) => !isKnown(name, access));
  expect(unknown).toEqual([]);
  const names = declared.map(({ name }) => name);
  const gone = [...Object.keys(tenantSamples), ...Object.keys(operatorSamples)].filter(
    (name) => !names.includes(name),
  );
  expect(gone).toEqual([]);
});

test.each(Object.entries(tenantSamples))(
  '%s serves its tenant and the operator and nobody else',
  async (name, sample) => {
    const { method, url } = split(name);
    const stranger = await api.tenant();
    const { tenant, address } = await furnished();
    const target = address(url);
    if (url.includes(':tenant')) {
      const refused = await api.call(method, target, stranger.key, sample.body);
      expect(refused.json()).toMatchObject({ status: 403, code: 'forbidden' });
      const nowhere = target.replace(tenant.id, 'no-such-tenant');
      const absent = await api.call(method, nowhere, stranger.key, sample.body);
      expect({ ...absent.json(), requestId: '' }).toEqual({ ...refused.json(), requestId: '' });
      expect((await api.call(method, nowhere, api.operatorKey, sample.body)).statusCode).toBe(404);
    }
    for (const key of [null, createApiKey(), `${tenant.key}x`]) {
      const refused = await api.call(method, target, key, sample.body);
      expect(refused.json()).toMatchObject({ status: 401, code: 'unauthorized' });
      expect(refused.headers['www-authenticate']).toBe('Bearer');
    }
    expect((await api.call(method, target, tenant.key, sample.body)).statusCode).toBe(sample.status);
    const again = await furnished();
    const asOperator = await api.call(method, again.address(url), api.operatorKey, sample.body);
    expect(asOperator.statusCode).toBe(sample.status);
  },
);

test.each(Object.entries(operatorSamples))('%s serves the operator alone', async (name, sample) => {
  const { method, url } = split(name);
  const { tenant, address } = await furnished();
  const target = address(url);
  const refused = await api.call(method, target, tenant.key, sample.body);
  expect(refused.json()).toMatchObject({ status: 403, code: 'forbidden' });
  for (const key of [null, createApiKey()]) {
    expect((await api.call(method, target, key, sample.body)).statusCode).toBe(401);
  }
  expect((await api.call(method, target, api.operatorKey, sample.body)).statusCode).toBe(sample.status);
});

test('a key is shown once and stops working when it is taken away', async () => {
  const tenant = await api.tenant();
  const made = (await api.call('POST', tenant.path('/keys'), api.operatorKey, { name: 'сайт' })).json();
  const listed = await api.call('GET', tenant.path('/keys'), api.operatorKey);
  expect(listed.body).toContain(made.id);
  expect(listed.body).not.toContain(made.key);
  const stored = JSON.stringify(await api.db.collection('keys').find({}).toArray());
  expect(stored).not.toContain(made.key);
  await api.call('DELETE', tenant.path(`/keys/${made.id}`), api.operatorKey);
  expect((await api.call('GET', tenant.path('/deals'), made.key)).statusCode).toBe(401);
});
