import { componentTitles } from '../../src/domain/names';
import { medodsSettings, startApi, type TestApi, type TestTenant } from './harness';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const integration = '/integrations/medods';

function put(tenant: TestTenant, body: Record<string, unknown>, id = 'medods') {
  return api.call('PUT', tenant.path(`/integrations/${id}`), tenant.key, body);
}

async function campaign(tenant: TestTenant, id: string): Promise<void> {
  const made = await api.call('POST', tenant.path('/campaigns'), tenant.key, { id, name: 'Яндекс' });
  expect(made.statusCode).toBe(201);
}

const withFallback = (campaignId: string) => ({
  leads: { enabled: true, onlineSourceIds: [14], fallback: { kind: 'campaign', campaignId } },
});

test('the first PUT makes an inactive integration and its secret never comes back', async () => {
  const tenant = await api.tenant();
  const made = await put(tenant, { settings: medodsSettings() });
  expect(made.statusCode).toBe(200);
  expect(made.json()).toMatchObject({
    id: 'medods',
    vendor: 'medods',
    state: 'inactive',
    version: 1,
    settings: { uid: 'https://clinic-1.medods.ru/', secretKey: null },
    secrets: { secretKey: { setAt: expect.stringMatching(/Z$/) } },
    health: { status: 'off', nextRunAt: null },
  });
  for (const path of [integration, '/integrations']) {
    const read = await api.call('GET', tenant.path(path), tenant.key);
    expect(read.statusCode).toBe(200);
    expect(read.body).not.toContain('invented-secret-0001');
  }
  expect(made.body).not.toContain('invented-secret-0001');
  const stored = await api.db.collection('integrations').findOne({ tenantId: tenant.id });
  expect(JSON.stringify(stored)).not.toContain('clinic-1.medods.ru/');
});

test('putting back what was got changes nothing, and a real change grows the version by one', async () => {
  const tenant = await api.tenant();
  await put(tenant, { settings: medodsSettings() });
  const got = (await api.call('GET', tenant.path(integration), tenant.key)).json();
  const same = (await put(tenant, { settings: got.settings, version: got.version })).json();
  expect(same).toEqual(got);
  const changed = (await put(tenant, { settings: { ...got.settings, visitDaysBack: 31 } })).json();
  expect(changed).toMatchObject({ version: 2, settings: { visitDaysBack: 31 }, secrets: got.secrets });
});

test('a stale version is a conflict and overwrites nothing', async () => {
  const tenant = await api.tenant();
  await put(tenant, { settings: medodsSettings() });
  await put(tenant, { settings: medodsSettings({ visitDaysBack: 31 }), version: 1 });
  const stale = await put(tenant, { settings: medodsSettings({ visitDaysBack: 32 }), version: 1 });
  expect(stale.statusCode).toBe(409);
  expect(stale.json().code).toBe('settings_conflict');
  const now = (await api.call('GET', tenant.path(integration), tenant.key)).json();
  expect(now).toMatchObject({ version: 2, settings: { visitDaysBack: 31 } });
});

test('of ten saves of one version at once exactly one wins', async () => {
  const tenant = await api.tenant();
  await put(tenant, { settings: medodsSettings() });
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      put(tenant, { settings: medodsSettings({ visitDaysBack: 40 + index }), version: 1 }),
    ),
  );
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, ...Array<number>(9).fill(409)]);
});

test.each([
  ['clinic-2.medods.ru', 'https://clinic-2.medods.ru/'],
  ['https://clinic-2.medods.ru/api/v2/appointments?x=1', 'https://clinic-2.medods.ru/'],
  [' HTTP://Clinic-2.Medods.RU ', 'https://clinic-2.medods.ru/'],
  ['clinic-2', 'https://clinic-2.medods.ru/'],
])('the UID %p is taken as %p', async (uid, canonical) => {
  const tenant = await api.tenant();
  const saved = await put(tenant, { settings: medodsSettings({ uid }) });
  expect(saved.json()).toMatchObject({ settings: { uid: canonical } });
});

test.each([
  ['https://example.com/', 'uid_host_refused'],
  ['https://medods.ru.example.com/', 'uid_host_refused'],
  ['http://127.0.0.1/', 'uid_host_refused'],
  ['http://[::1]/', 'uid_host_refused'],
  ['localhost', 'uid_host_refused'],
  ['https://clinic-2.medods.ru:8443/', 'uid_host_refused'],
  ['https://online-clinic-2.medods.ru/', 'uid_is_widget'],
  ['https://user:pass@clinic-2.medods.ru/', 'uid_invalid'],
  ['', 'uid_invalid'],
])('the UID %p is refused as %s', async (uid, code) => {
  const tenant = await api.tenant();
  const refused = await put(tenant, { settings: medodsSettings({ uid }) });
  expect(refused.statusCode).toBe(400);
  expect(refused.json()).toMatchObject({ code, errors: [{ path: 'settings.uid', code }] });
});

test.each([
  ['an unknown setting', { surprise: 1 }, 'settings.surprise', 'такого поля нет'],
  [
    'a zone that does not exist',
    { timeZone: 'Mars/Olympus' },
    'settings.timeZone',
    'неизвестный часовой пояс: нужно имя IANA, например Europe/Moscow',
  ],
  [
    'leads without a fallback',
    { leads: { enabled: true } },
    'settings.leads.fallback',
    'выберите рекламную кампанию или источник и сайт по умолчанию',
  ],
  [
    'a source without its site',
    { leads: { enabled: true, fallback: { kind: 'source', sourceId: 's1' } } },
    'settings.leads.fallback.siteId',
    'не заполнено',
  ],
  [
    'a secret that is not a text',
    { secretKey: 5 },
    'settings.secretKey',
    'нужен текст не длиннее 4096 символов',
  ],
])('%s is refused at its field, in Russian', async (_what, over, path, message) => {
  const tenant = await api.tenant();
  const refused = await put(tenant, { settings: medodsSettings(over) });
  expect(refused.statusCode).toBe(400);
  expect(refused.json()).toMatchObject({ code: 'invalid_request', errors: [{ path, message }] });
});

test('a toggle without its component is refused and the component is named', async () => {
  const tenant = await api.tenant(['offline_leads_upload']);
  const refused = await put(tenant, { settings: medodsSettings() });
  expect(refused.statusCode).toBe(403);
  expect(refused.json()).toMatchObject({
    code: 'component_required',
    errors: [{ path: 'settings.deals.enabled' }],
  });
  expect(refused.json().message.ru).toContain(componentTitles.end_to_end_analytics.ru);
  const without = await put(tenant, { settings: medodsSettings({ deals: { enabled: false } }) });
  expect(without.statusCode).toBe(200);
});

test("another tenant's campaign is as unknown as one that does not exist", async () => {
  const owner = await api.tenant();
  const other = await api.tenant();
  await campaign(owner, 'c1');
  expect((await put(owner, { settings: medodsSettings(withFallback('c1')) })).statusCode).toBe(200);
  const foreign = await put(other, { settings: medodsSettings(withFallback('c1')) });
  const missing = await put(other, { settings: medodsSettings(withFallback('c2')) });
  for (const refused of [foreign, missing]) {
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({
      code: 'reference_not_found',
      errors: [{ path: 'settings.leads.fallback.campaignId' }],
    });
  }
  expect(missing.json().message).toEqual({
    ru: 'В настройках выбрано то, чего в кабинете нет или что убрано в архив: кампания c2.',
    en: 'The settings name what this tenant does not have or has archived: campaign c2.',
  });
  expect(foreign.body.replaceAll('c1', '').replace(/req-\w+/g, '')).toBe(
    missing.body.replaceAll('c2', '').replace(/req-\w+/g, ''),
  );
});

test('what settings name cannot be archived, and what is archived cannot be named', async () => {
  const tenant = await api.tenant();
  await campaign(tenant, 'c1');
  await campaign(tenant, 'c2');
  await put(tenant, { settings: medodsSettings(withFallback('c1')) });
  const archive = (id: string) =>
    api.call('PATCH', tenant.path(`/campaigns/${id}`), tenant.key, { archived: true });
  const refused = await archive('c1');
  expect(refused.json()).toMatchObject({ status: 409, code: 'in_use' });
  expect(refused.json().message.ru).toContain('medods');
  expect((await archive('c2')).json()).toMatchObject({ id: 'c2', archived: true });
  const named = await put(tenant, { settings: medodsSettings(withFallback('c2')) });
  expect(named.json().code).toBe('reference_not_found');
});

test('a second connection needs its vendor once', async () => {
  const tenant = await api.tenant();
  const without = await put(tenant, { settings: medodsSettings() }, 'medods-2');
  expect(without.json()).toMatchObject({ code: 'invalid_request', errors: [{ path: 'vendor' }] });
  const unknown = await put(tenant, { settings: medodsSettings(), vendor: 'abacus' }, 'medods-2');
  expect(unknown.json()).toMatchObject({ status: 422, code: 'vendor_unknown' });
  const made = await put(tenant, { settings: medodsSettings(), vendor: 'medods' }, 'medods-2');
  expect(made.json()).toMatchObject({ id: 'medods-2', vendor: 'medods', version: 1 });
  const again = await put(tenant, { settings: medodsSettings({ visitDaysBack: 9 }) }, 'medods-2');
  expect(again.json()).toMatchObject({ version: 2 });
});

test('once rows are stored the account stays what it is', async () => {
  const tenant = await api.tenant();
  await put(tenant, { settings: medodsSettings() });
  await put(tenant, { settings: medodsSettings({ uid: 'clinic-2' }) });
  await api.storage.integrations.fixAccount({ tenantId: tenant.id, integrationId: 'medods' });
  const refused = await put(tenant, { settings: medodsSettings({ uid: 'clinic-3' }) });
  expect(refused.json()).toMatchObject({ status: 409, code: 'account_changed' });
  expect(refused.json().message.en).toContain('https://clinic-2.medods.ru');
  const same = await put(tenant, { settings: medodsSettings({ uid: 'clinic-2', visitDaysBack: 9 }) });
  expect(same.statusCode).toBe(200);
});

test('nothing is activated without its secret, and without a worker the answer is 503 at once', async () => {
  const tenant = await api.tenant();
  await put(tenant, { settings: { ...medodsSettings(), secretKey: null } });
  const activate = () => api.call('POST', tenant.path(`${integration}/activate`), tenant.key);
  expect((await activate()).json()).toMatchObject({
    status: 422,
    code: 'secret_required',
    errors: [{ path: 'settings.secretKey' }],
  });
  await put(tenant, { settings: medodsSettings() });
  const startedAt = performance.now();
  for (const action of ['activate', 'check', 'deactivate']) {
    const refused = await api.call('POST', tenant.path(`${integration}/${action}`), tenant.key);
    expect(refused.json()).toMatchObject({ status: 503, code: 'worker_unavailable' });
  }
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});

test('a component that was taken away stops the activation', async () => {
  const tenant = await api.tenant();
  await put(tenant, { settings: medodsSettings() });
  const url = `/api/v1/tenants/${tenant.id}/components`;
  await api.call('PUT', url, api.operatorKey, { components: ['offline_leads_upload'] });
  const refused = await api.call('POST', tenant.path(`${integration}/activate`), tenant.key);
  expect(refused.json()).toMatchObject({ status: 403, code: 'component_required' });
});

test('the credentials of one integration are tried thirty times a minute at most', async () => {
  const tenant = await api.tenant();
  for (const id of ['medods', 'medods-2'])
    await put(tenant, { settings: medodsSettings(), vendor: 'medods' }, id);
  const check = (id: string) => api.call('POST', tenant.path(`/integrations/${id}/check`), tenant.key);
  for (let tries = 0; tries < 30; tries += 1) expect((await check('medods')).statusCode).toBe(503);
  const refused = await check('medods');
  expect(refused.json()).toMatchObject({ status: 429, code: 'too_many_requests' });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await check('medods-2')).statusCode).toBe(503);
});
