import { auditActions, changedFields } from '../../src/domain/audit';
import { waitFor } from '../system/wait-for';
import { medodsSettings, startApi, type TestApi, type TestUser } from './harness';
import { contactOf, leadOf } from './records';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

interface Entry {
  readonly id: string;
  readonly action: string;
  readonly target: string | null;
  readonly tenantId: string | null;
  readonly actor: { readonly kind: string; readonly id: string | null; readonly name: string | null };
  readonly changes: readonly { field: string; from: unknown; to: unknown }[];
}

async function entries(caller: string | TestUser, query = ''): Promise<readonly Entry[]> {
  const answer = await api.call('GET', `/api/v1/audit${query}`, caller);
  expect(answer.statusCode).toBe(200);
  return answer.json().items;
}

const UNSAFE = /^(POST|PUT|PATCH|DELETE)$/;

test('every route that is not a GET says what the audit log calls it, or why it is not there', () => {
  const changing = api.routes.filter(({ method }) => [method].flat().some((one) => UNSAFE.test(one)));
  expect(changing.length).toBeGreaterThan(25);
  const silent = changing.filter(({ config }) => config?.audit === undefined);
  expect(silent.map(({ method, url }) => `${method} ${url}`)).toEqual([]);
  const unaudited = changing.flatMap(({ url, config }) => (typeof config?.audit === 'object' ? [url] : []));
  expect(unaudited.sort()).toEqual([
    '/api/v1/invitations/lookup',
    '/api/v1/password-links/lookup',
    '/api/v1/tenants/:tenant/integrations/:integration/check',
  ]);
});

test('every action that the audit log knows is one of a route, but for the one that is a refusal', () => {
  const used = new Set(api.routes.flatMap(({ config }) => config?.audit ?? []));
  expect(auditActions.filter((action) => !used.has(action))).toEqual(['user.sign_in_failed']);
});

test('a save of settings tells each changed field, and of secrets only that they changed', async () => {
  const tenant = await api.tenant();
  const admin = await api.user('admin', tenant.id);
  const path = tenant.path('/integrations/medods');
  const put = async (over: Record<string, unknown>) => {
    const saved = await api.call('PUT', path, admin, { settings: medodsSettings(over) });
    expect(saved.statusCode).toBe(200);
  };
  await put({});
  await put({});
  await put({ secretKey: 'invented-secret-0002', deals: { enabled: false }, visitDaysBack: 9 });
  const [second, first, ...rest] = await entries(admin);
  expect(rest).toEqual([]);
  expect(first?.changes).toEqual(
    expect.arrayContaining([
      { field: 'uid', from: null, to: 'https://clinic-1.medods.ru/' },
      { field: 'deals.enabled', from: null, to: true },
      { field: 'secretKey', from: null, to: 'changed' },
    ]),
  );
  expect(second).toMatchObject({
    action: 'integration.settings_saved',
    target: 'medods',
    tenantId: tenant.id,
    actor: { kind: 'user', id: admin.id, name: 'Анна' },
  });
  expect(second?.changes).toEqual([
    { field: 'deals.enabled', from: true, to: false },
    { field: 'visitDaysBack', from: expect.any(Number), to: 9 },
    { field: 'secretKey', from: null, to: 'changed' },
  ]);
  const stored = JSON.stringify(await api.db.collection('audit').find({}).toArray());
  for (const secret of ['invented-secret-0001', 'invented-secret-0002', admin.password, admin.session]) {
    expect(stored).not.toContain(secret);
  }
});

test('the log names who it was: a person, a key of the tenant, or the operator key', async () => {
  const tenant = await api.tenant();
  const admin = await api.user('admin', tenant.id);
  await api.call('POST', tenant.path('/sources'), admin, { id: 's1', name: 'Поиск', channel: 'cpc' });
  await api.call('PATCH', tenant.path('/sources/s1'), tenant.key, { name: 'Яндекс' });
  await api.call('PUT', tenant.path('/components'), api.operatorKey, { components: [] });
  // Nothing changes, so there is nothing to tell.
  await api.call('PUT', tenant.path('/components'), api.operatorKey, { components: [] });
  expect(await entries(admin)).toMatchObject([
    {
      action: 'tenant.components_set',
      actor: { kind: 'operator_key', id: null, name: null },
      changes: [{ field: 'components', from: '["offline_leads_upload","end_to_end_analytics"]', to: '[]' }],
    },
    {
      action: 'source.changed',
      target: 's1',
      actor: { kind: 'tenant_key', name: 'k' },
      changes: [{ field: 'name', from: 'Поиск', to: 'Яндекс' }],
    },
    {
      action: 'source.created',
      target: 's1',
      actor: { kind: 'user', id: admin.id, email: admin.email },
      changes: [
        { field: 'channel', from: null, to: 'cpc' },
        { field: 'name', from: null, to: 'Поиск' },
      ],
    },
  ]);
});

test('a key that was taken away is told by its name, which nothing else knows any more', async () => {
  const tenant = await api.tenant();
  const made = await api.call('POST', tenant.path('/keys'), api.operatorKey, { name: 'night export' });
  const { id } = made.json();
  await api.call('DELETE', tenant.path(`/keys/${id}`), api.operatorKey);
  const [removed, created] = await entries(tenant.key);
  expect(created).toMatchObject({ action: 'key.created', target: id });
  expect(removed).toMatchObject({
    action: 'key.removed',
    target: id,
    changes: [{ field: 'name', from: 'night export', to: null }],
  });
});

test('what was refused, changed nothing or only looked is not in the log', async () => {
  const tenant = await api.tenant();
  const analyst = await api.user('analyst', tenant.id);
  await api.call('POST', tenant.path('/campaigns'), tenant.key, { id: 'c1', name: 'Поиск' });
  await api.call('POST', tenant.path('/campaigns'), tenant.key, { id: 'c1', name: 'Поиск' });
  await api.call('POST', tenant.path('/campaigns'), analyst, { id: 'c2', name: 'Поиск' });
  await api.call('PATCH', tenant.path('/campaigns/c1'), tenant.key, { name: 'Поиск' });
  await api.call('GET', tenant.path('/campaigns'), analyst);
  expect((await entries(tenant.key)).map(({ action }) => action)).toEqual(['campaign.created']);
});

test('an erasure is told without the person', async () => {
  const tenant = await api.tenant();
  const phone = '+79990000042';
  const erased = await api.call('POST', tenant.path('/erase'), tenant.key, { phone });
  expect(erased.statusCode).toBe(200);
  const [entry] = await entries(tenant.key);
  expect(entry).toMatchObject({ action: 'person.erased', target: null });
  expect(entry?.changes).toContainEqual({ field: 'leads', from: null, to: 0 });
  expect(JSON.stringify(entry)).not.toContain(phone.slice(-4));
});

test('coming, going and being invited are told, with what access it was', async () => {
  const tenant = await api.tenant();
  const email = 'galina@clinic.example';
  const password = 'several words in a row';
  const invited = await api.call('POST', '/api/v1/invitations', tenant.key, { email, role: 'analyst' });
  const token = invited.json().url.split('#')[1];
  const accepted = await api.call('POST', '/api/v1/invitations/accept', null, {
    token,
    name: 'Галина',
    password,
  });
  const { id } = accepted.json().user;
  await api.call('POST', '/api/v1/login', null, { email, password });
  await api.call('PATCH', `/api/v1/users/${id}`, tenant.key, { disabled: true });
  const told = await entries(tenant.key);
  expect(told.map(({ action, target }) => [action, target])).toEqual([
    ['user.changed', email],
    ['user.signed_in', null],
    ['user.joined', email],
    ['user.invited', email],
  ]);
  expect(told[0]?.changes).toEqual([{ field: 'disabled', from: false, to: true }]);
  expect(told[2]).toMatchObject({
    actor: { kind: 'user', id, name: 'Галина' },
    changes: [{ field: 'role', to: 'analyst' }],
  });
});

test('an export is told with its list, its format, the names of its filters and how many rows, nobody in it', async () => {
  const tenant = await api.tenant();
  const analyst = await api.user('analyst', tenant.id);
  const key = { tenantId: tenant.id, integrationId: 'medods' };
  const contact = contactOf(key, '10');
  await api.storage.leads.upsert([leadOf(key, '1', {}, contact), leadOf(key, '2', {}, contact)]);
  const phone = encodeURIComponent(contact.phones[0] ?? '');
  for (const path of [
    `/leads?format=csv&limit=1&q=${phone}&state=ready`,
    '/deals?format=xlsx',
    '/contacts?format=csv&from=2026-01-01',
  ]) {
    expect((await api.call('GET', tenant.path(path), analyst)).statusCode).toBe(200);
  }
  const told = await entries(tenant.key);
  const exported = (format: string, filters: string, rows: number) => [
    { field: 'filters', from: null, to: filters },
    { field: 'format', from: null, to: format },
    { field: 'rows', from: null, to: rows },
  ];
  expect(told.map(({ action, target, changes }) => [action, target, changes])).toEqual([
    ['contacts.exported', null, exported('csv', '["from"]', 0)],
    ['deals.exported', null, exported('xlsx', '[]', 0)],
    ['leads.exported', null, exported('csv', '["q","state"]', 2)],
  ]);
  for (const { actor, tenantId } of told) {
    expect([actor.kind, actor.id, tenantId]).toEqual(['user', analyst.id, tenant.id]);
  }
  expect(JSON.stringify(told)).not.toContain(contact.phones[0]?.slice(-4));
});

test('what is shown on pages, and an export that is refused, is no export', async () => {
  const tenant = await api.tenant();
  for (const list of ['/leads', '/deals', '/contacts']) {
    expect((await api.call('GET', tenant.path(list), tenant.key)).statusCode).toBe(200);
    const refused = await api.call('GET', tenant.path(`${list}?format=csv&from=yesterday`), tenant.key);
    expect(refused.statusCode).toBe(400);
  }
  expect(await entries(tenant.key)).toEqual([]);
});

describe('sign-ins that failed', () => {
  let addresses = 0;

  /** Each from an address of its own, so that only the limit of the e-mail is met. */
  async function signIn(email: string, password: string): Promise<number> {
    addresses += 1;
    const answer = await api.server.inject({
      method: 'POST',
      url: '/api/v1/login',
      payload: { email, password },
      remoteAddress: `10.2.0.${addresses}`,
    });
    return answer.statusCode;
  }

  const failures = (email: string) =>
    api.db.collection<Entry>('audit').find({ action: 'user.sign_in_failed', target: email }).toArray();

  const attempts = async (email: string) =>
    (await failures(email)).reduce((sum, { changes }) => sum + Number(changes[0]?.to), 0);

  test('are counted in the log of the tenant, by one who is not known', async () => {
    const tenant = await api.tenant();
    const admin = await api.user('admin', tenant.id);
    for (let wrong = 0; wrong < 3; wrong += 1) {
      expect(await signIn(admin.email, 'not the password')).toBe(401);
    }
    await waitFor('the failures to be told', async () => (await attempts(admin.email)) === 3);
    expect(await signIn(admin.email, admin.password)).toBe(200);
    const [signedIn, failed] = await entries(admin);
    expect(signedIn).toMatchObject({ action: 'user.signed_in' });
    expect(failed).toMatchObject({
      action: 'user.sign_in_failed',
      tenantId: tenant.id,
      target: admin.email,
      actor: { kind: 'unknown', id: null, name: null },
    });
    const [stored] = await api.db
      .collection<{ at: Date; expiresAt: Date }>('audit')
      .find({ action: 'user.sign_in_failed', target: admin.email })
      .toArray();
    const days = ((stored?.expiresAt.getTime() ?? 0) - (stored?.at.getTime() ?? 0)) / 86_400_000;
    expect(days).toBe(api.config.retention.auditDays);
  });

  test('make one entry of a person in ten minutes, many at once included', async () => {
    const operator = await api.user('operator');
    const at = new Date('2026-03-01T10:03:00Z');
    const expiresAt = new Date(Date.now() + 3_600_000);
    const count = (minutesLater: number, target: string) =>
      api.storage.audit.count(
        {
          at: new Date(at.getTime() + minutesLater * 60_000),
          actor: { kind: 'unknown', id: null, name: null },
          tenantId: null,
          action: 'user.sign_in_failed',
          target,
          expiresAt,
        },
        600_000,
      );
    await Promise.all(Array.from({ length: 40 }, () => count(0, operator.email)));
    await count(6, operator.email);
    await count(7, operator.email);
    await count(0, 'another@skvoz.example');
    const counted = (await failures(operator.email)).map(({ changes }) => changes);
    expect(counted).toEqual([
      [{ field: 'attempts', from: null, to: 41 }],
      [{ field: 'attempts', from: null, to: 1 }],
    ]);
    expect(await attempts('another@skvoz.example')).toBe(1);
  });

  test('are told of a person whose access was taken away, and of nobody who is not there', async () => {
    const tenant = await api.tenant();
    const disabled = await api.user('analyst', tenant.id);
    await api.storage.users.change({ _id: disabled.id, tenantId: tenant.id }, { disabledAt: new Date() });
    expect(await signIn('stranger@skvoz.example', 'not the password')).toBe(401);
    const deleted = await api.tenant();
    const orphan = await api.user('analyst', deleted.id);
    await api.storage.tenants.markDeleted(deleted.id, new Date());
    expect(await signIn(orphan.email, orphan.password)).toBe(401);
    expect(await signIn(disabled.email, disabled.password)).toBe(401);
    await waitFor('the failure to be told', async () => (await attempts(disabled.email)) === 1);
    for (const email of ['stranger@skvoz.example', orphan.email]) expect(await failures(email)).toEqual([]);
  });

  test('beyond the limit of an e-mail do not reach the log', async () => {
    const tenant = await api.tenant();
    const analyst = await api.user('analyst', tenant.id);
    const answers = await Promise.all(Array.from({ length: 25 }, () => signIn(analyst.email, 'a guess')));
    expect(answers.filter((status) => status === 401)).toHaveLength(10);
    await waitFor('the failures to be told', async () => (await attempts(analyst.email)) >= 10);
    expect(await attempts(analyst.email)).toBe(10);
  });
});

test('administrators read of their own tenant, operators of all, page by page', async () => {
  const tenant = await api.tenant();
  const other = await api.tenant();
  const operator = await api.user('operator');
  for (const id of ['c1', 'c2', 'c3']) {
    await api.call('POST', tenant.path('/campaigns'), tenant.key, { id, name: id });
    await api.call('POST', other.path('/campaigns'), other.key, { id, name: id });
  }
  expect((await entries(tenant.key)).map(({ target }) => target)).toEqual(['c3', 'c2', 'c1']);
  const first = (await api.call('GET', `/api/v1/audit?tenant=${tenant.id}&limit=2`, operator)).json();
  const next = `/api/v1/audit?tenant=${tenant.id}&limit=2&cursor=${first.nextCursor}`;
  const second = (await api.call('GET', next, operator)).json();
  expect([...first.items, ...second.items].map(({ target }: Entry) => target)).toEqual(['c3', 'c2', 'c1']);
  const all = await entries(operator, '?limit=200');
  expect(all.map(({ tenantId }) => tenantId)).toEqual(expect.arrayContaining([tenant.id, other.id]));
  expect((await api.call('GET', next, tenant.key)).statusCode).toBe(200);
  const foreign = await api.call('GET', `/api/v1/audit?cursor=${first.nextCursor}`, other.key);
  expect(foreign.json()).toMatchObject({ code: 'cursor_invalid' });
});

test('that a tenant was deleted outlives its own log', async () => {
  const tenant = await api.tenant();
  const operator = await api.user('operator');
  await api.call('POST', tenant.path('/campaigns'), tenant.key, { id: 'c1', name: 'Поиск' });
  expect((await api.call('DELETE', tenant.path(''), operator)).statusCode).toBe(204);
  const about = (await entries(operator, '?limit=200')).filter(
    ({ tenantId, target }) => tenantId === tenant.id || target === tenant.id,
  );
  expect(about).toMatchObject([{ action: 'tenant.deleted', tenantId: null, actor: { id: operator.id } }]);
});

test('a page among 10,000 entries examines no more documents than it returns', async () => {
  const tenant = await api.tenant();
  const now = Date.now();
  await api.db.collection<{ _id: string }>('audit').insertMany(
    Array.from({ length: 10_000 }, (_, index) => ({
      _id: `many-${String(index).padStart(5, '0')}`,
      tenantId: index % 2 === 0 ? tenant.id : 'another',
      at: new Date(now + index),
      actor: { kind: 'operator_key', id: null, name: null },
      action: 'run.started',
      target: null,
      changes: [],
      expiresAt: new Date(now + 3_600_000),
    })),
  );
  await api.db.command({ profile: 2 });
  expect(await entries(tenant.key)).toHaveLength(50);
  await api.db.command({ profile: 0 });
  const profiled = await api.db
    .collection('system.profile')
    .findOne({ ns: `${api.db.databaseName}.audit`, op: 'query' });
  expect(profiled).toMatchObject({ nreturned: 51, docsExamined: 51 });
});

test('entries go when their time is over', async () => {
  const tenant = await api.tenant();
  await api.call('POST', tenant.path('/campaigns'), tenant.key, { id: 'c1', name: 'Поиск' });
  const entry = await api.db
    .collection<{ tenantId: string; at: Date; expiresAt: Date }>('audit')
    .findOne({ tenantId: tenant.id });
  const days = ((entry?.expiresAt.getTime() ?? 0) - (entry?.at.getTime() ?? 0)) / 86_400_000;
  expect(days).toBe(api.config.retention.auditDays);
  const indexes = await api.db.collection('audit').indexes();
  expect(indexes).toContainEqual(expect.objectContaining({ key: { expiresAt: 1 }, expireAfterSeconds: 0 }));
});

test('fields of things within things, and lists, are told by their path', () => {
  expect(
    changedFields(
      { leads: { enabled: true, ids: [1, 2] }, gone: 'x', same: null },
      { leads: { enabled: false, ids: [1] }, added: { deep: 1 } },
    ),
  ).toEqual([
    { field: 'added.deep', from: null, to: 1 },
    { field: 'gone', from: 'x', to: null },
    { field: 'leads.enabled', from: true, to: false },
    { field: 'leads.ids', from: '[1,2]', to: '[1]' },
  ]);
});
