import type { Access } from '../../src/api/access';
import { createApiKey } from '../../src/platform/hash';
import { rowOf } from './deliveries';
import {
  type Method,
  medodsSettings,
  startApi,
  type TestApi,
  type TestTenant,
  type TestUser,
} from './harness';
import { dealOf, leadOf, runOf } from './records';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

/** A request that gets past the access check, with what it answers on a tenant that has one of everything. */
interface Sample {
  readonly body?: Readonly<Record<string, unknown>>;
  readonly status: number;
  /** Added to the address, where that names no tenant. */
  readonly query?: string;
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
  [`GET ${I}/events/groups`]: { status: 200 },
  [`GET ${I}/events/:event`]: { status: 200 },
  [`POST ${I}/events/:event/replay`]: { status: 202 },
  [`POST ${I}/events/replay`]: { status: 202, body: { filter: {} } },
  [`POST ${I}/test-event`]: { status: 409 },
  [`POST ${I}/funnel/move`]: { status: 409 },
  [`POST ${I}/hook/rotate`]: { status: 409 },
  [`GET ${P}/dashboard`]: { status: 200 },
  [`GET ${P}/leads`]: { status: 200 },
  [`GET ${P}/leads/count`]: { status: 200 },
  [`GET ${P}/leads/:lead`]: { status: 200 },
  [`GET ${P}/deals`]: { status: 200 },
  [`GET ${P}/deals/count`]: { status: 200 },
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
  'GET /api/v1/integrations': { status: 200 },
  [`DELETE ${P}`]: { status: 204 },
  [`PUT ${P}/components`]: { status: 200, body: { components: [] } },
  [`POST ${P}/keys`]: { status: 201, body: { name: 'сайт' } },
  [`GET ${P}/keys`]: { status: 200 },
  [`DELETE ${P}/keys/:key`]: { status: 204 },
};

/** Of the tenant's administrators; those that name no tenant are asked about one. */
const adminSamples: Readonly<Record<string, Sample>> = {
  'GET /api/v1/users': { status: 200, query: '?tenant=:tenant' },
  'PATCH /api/v1/users/:user': { status: 200, body: { role: 'admin' } },
  'POST /api/v1/users/:user/password-link': { status: 201 },
  'DELETE /api/v1/users/:user': { status: 204 },
  'POST /api/v1/invitations': {
    status: 201,
    body: { email: 'vera@clinic.example', role: 'analyst', tenantId: ':tenant' },
  },
  'GET /api/v1/invitations': { status: 200, query: '?tenant=:tenant' },
  'DELETE /api/v1/invitations/:invitation': { status: 204 },
  'GET /api/v1/audit': { status: 200, query: '?tenant=:tenant' },
};

/** Of whoever is signed in. */
const personSamples: Readonly<Record<string, Sample>> = {
  'GET /api/v1/me': { status: 200 },
  'PATCH /api/v1/me': { status: 200, body: { language: 'en' } },
  'POST /api/v1/logout': { status: 204 },
};

const publicRoutes =
  /^((GET|HEAD) \/(\*|healthz|readyz|metrics|openapi\.json|docs($|\/).*)|POST \/api\/v1\/(login|invitations\/(lookup|accept)|password-links\/(lookup|use)))$/;

interface Furnished {
  readonly tenant: TestTenant;
  readonly address: (url: string, sample?: Sample) => string;
  readonly body: (sample: Sample) => Readonly<Record<string, unknown>> | undefined;
}

/** A tenant with one of everything, an active integration included. */
async function furnished(): Promise<Furnished> {
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
  const lead = leadOf(key, '1');
  await api.storage.leads.upsert([lead]);
  const run = runOf(key, `run-${tenant.id}`);
  await api.storage.runs.ensure(run);
  const delivery = rowOf(api, key, '{}');
  await api.storage.inbox.insertGroup([delivery]);
  const keys = await api.call('GET', tenant.path('/keys'), api.operatorKey);
  const parameters: Readonly<Record<string, string>> = {
    ':tenant': tenant.id,
    ':integration': 'medods',
    ':lead': lead._id,
    ':run': run._id,
    ':event': delivery._id.toHexString(),
    ':key': keys.json().items[0].id,
    ':user': (await api.user('analyst', tenant.id)).id,
    ':invitation': await invited(tenant),
  };
  const fill = (text: string, other: string) => text.replace(/:\w+/g, (name) => parameters[name] ?? other);
  const address = (url: string, sample?: Sample) =>
    fill(`${url}${sample?.query ?? ''}`, url.includes('/deals/') ? deal._id : 'e1');
  const body = (sample: Sample) =>
    sample.body === undefined
      ? undefined
      : JSON.parse(JSON.stringify(sample.body).replaceAll(':tenant', tenant.id));
  return { tenant, address, body };
}

async function invited(tenant: TestTenant): Promise<string> {
  const email = 'boris@clinic.example';
  const made = await api.call('POST', '/api/v1/invitations', tenant.key, { email, role: 'analyst' });
  expect(made.statusCode).toBe(201);
  return made.json().id;
}

/** Asks as nobody: without anything, with a key and a cookie that never were. */
async function expectNobody(method: Method, target: string, body: unknown): Promise<void> {
  const never: TestUser = { id: '', email: '', password: '', session: createApiKey() };
  for (const nobody of [null, createApiKey(), never]) {
    const refused = await api.call(method, target, nobody, body);
    expect(refused.json()).toMatchObject({ status: 401, code: 'unauthorized' });
    expect(refused.headers['www-authenticate']).toBe('Bearer');
  }
}

async function expectForbidden(
  method: Method,
  target: string,
  caller: string | TestUser,
  body: unknown,
): Promise<void> {
  const refused = await api.call(method, target, caller, body);
  expect(refused.json()).toMatchObject({ status: 403, code: 'forbidden' });
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
      case 'tenant_admin':
        return adminSamples[asGet] !== undefined;
      case 'user':
        return personSamples[asGet] !== undefined;
      case undefined:
        return false;
    }
  };
  const unknown = declared.filter(({ name, access }) => !isKnown(name, access));
  expect(unknown).toEqual([]);
  const names = declared.map(({ name }) => name);
  const samples = [tenantSamples, adminSamples, operatorSamples, personSamples].flatMap(Object.keys);
  const gone = samples.filter((name) => !names.includes(name));
  expect(gone).toEqual([]);
});

test.each(Object.entries(tenantSamples))(
  '%s serves its tenant and operators and nobody else; an analyst looks only',
  async (name, sample) => {
    const { method, url } = split(name);
    const stranger = await api.tenant();
    const strangers = [
      stranger.key,
      await api.user('admin', stranger.id),
      await api.user('analyst', stranger.id),
    ];
    const { tenant, address } = await furnished();
    const target = address(url);
    if (url.includes(':tenant')) {
      for (const one of strangers) {
        const refused = await api.call(method, target, one, sample.body);
        expect(refused.json()).toMatchObject({ status: 403, code: 'forbidden' });
        const nowhere = target.replace(tenant.id, 'no-such-tenant');
        const absent = await api.call(method, nowhere, one, sample.body);
        expect({ ...absent.json(), requestId: '' }).toEqual({ ...refused.json(), requestId: '' });
        expect((await api.call(method, nowhere, api.operatorKey, sample.body)).statusCode).toBe(404);
      }
    }
    await expectNobody(method, target, sample.body);
    expect((await api.call(method, target, `${tenant.key}x`, sample.body)).statusCode).toBe(401);
    const analyst = await api.user('analyst', tenant.id);
    if (method === 'GET') {
      expect((await api.call(method, target, analyst, sample.body)).statusCode).toBe(sample.status);
    } else {
      await expectForbidden(method, target, analyst, sample.body);
    }
    expect((await api.call(method, target, tenant.key, sample.body)).statusCode).toBe(sample.status);
    for (const role of ['admin', 'operator'] as const) {
      const again = await furnished();
      const user = await api.user(role, role === 'operator' ? undefined : again.tenant.id);
      const served = await api.call(method, again.address(url), user, sample.body);
      expect(served.statusCode).toBe(sample.status);
    }
    const again = await furnished();
    const asOperator = await api.call(method, again.address(url), api.operatorKey, sample.body);
    expect(asOperator.statusCode).toBe(sample.status);
  },
);

test.each(Object.entries(adminSamples))(
  '%s serves administrators of the tenant and operators and nobody else',
  async (name, sample) => {
    const { method, url } = split(name);
    const { tenant, address, body } = await furnished();
    const target = address(url, sample);
    await expectNobody(method, target, body(sample));
    await expectForbidden(method, target, await api.user('analyst', tenant.id), body(sample));
    const stranger = await api.tenant();
    for (const one of [stranger.key, await api.user('admin', stranger.id)]) {
      const refused = await api.call(method, target, one, body(sample));
      // What has an id of its own is, in another tenant, as absent as one that never was.
      expect(refused.statusCode).toBe(url.includes('/:') ? 404 : 403);
    }
    expect((await api.call(method, target, tenant.key, body(sample))).statusCode).toBe(sample.status);
    for (const role of ['admin', 'operator'] as const) {
      const again = await furnished();
      const user = await api.user(role, role === 'operator' ? undefined : again.tenant.id);
      const served = await api.call(method, again.address(url, sample), user, again.body(sample));
      expect(served.statusCode).toBe(sample.status);
    }
    const again = await furnished();
    const served = await api.call(method, again.address(url, sample), api.operatorKey, again.body(sample));
    expect(served.statusCode).toBe(sample.status);
  },
);

test.each(Object.entries(personSamples))('%s serves everybody who is signed in', async (name, sample) => {
  const { method, url } = split(name);
  const tenant = await api.tenant();
  await expectNobody(method, url, sample.body);
  for (const role of ['analyst', 'admin', 'operator'] as const) {
    const user = await api.user(role, role === 'operator' ? undefined : tenant.id);
    expect((await api.call(method, url, user, sample.body)).statusCode).toBe(sample.status);
  }
  for (const key of [tenant.key, api.operatorKey]) {
    const asProgram = await api.call(method, url, key, sample.body);
    expect(asProgram.statusCode).toBe(method === 'GET' ? sample.status : 403);
  }
});

test.each(Object.entries(operatorSamples))('%s serves operators alone', async (name, sample) => {
  const { method, url } = split(name);
  const { tenant, address } = await furnished();
  const target = address(url);
  const others = [tenant.key, await api.user('admin', tenant.id), await api.user('analyst', tenant.id)];
  for (const one of others) await expectForbidden(method, target, one, sample.body);
  await expectNobody(method, target, sample.body);
  expect((await api.call(method, target, api.operatorKey, sample.body)).statusCode).toBe(sample.status);
  const again = await furnished();
  const operator = await api.user('operator');
  expect((await api.call(method, again.address(url), operator, sample.body)).statusCode).toBe(sample.status);
});

const changing = [tenantSamples, adminSamples, operatorSamples, personSamples]
  .flatMap((samples) => Object.entries(samples))
  .filter(([name]) => !name.startsWith('GET '));

test.each(changing)('%s refuses a person whose browser is on another page', async (name, sample) => {
  const { method, url } = split(name);
  const { address, body } = await furnished();
  const operator = await api.user('operator');
  const payload = body(sample);
  const foreign = [
    {},
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: api.config.publicUrl },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ];
  for (const headers of foreign) {
    const refused = await api.server.inject({
      method,
      url: address(url, sample),
      headers: { cookie: `skvoz_session=${operator.session}`, ...headers },
      ...(payload === undefined ? {} : { payload }),
    });
    expect(refused.json()).toMatchObject({ status: 403, code: 'origin_refused' });
  }
});

test('no analyst sees the address with which bookings can be sent', async () => {
  const tenant = await api.tenant();
  const path = tenant.path('/integrations/profsalon');
  const settings = { token: 'TEST-TOKEN-0001', salonId: '5610', salonLogin: 'msc_example_salon' };
  expect((await api.call('PUT', path, tenant.key, { settings })).statusCode).toBe(200);
  const seen = async (role: 'admin' | 'analyst') =>
    (await api.call('GET', path, await api.user(role, tenant.id))).json().webhookUrl;
  expect(await seen('admin')).toContain('/hooks/profsalon/');
  expect(await seen('analyst')).toBeUndefined();
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
