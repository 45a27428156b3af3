import { PassThrough } from 'node:stream';
import { problemSchema } from '../../src/api/problem';
import { isErrorCode } from '../../src/domain/errors';
import { createIdentifier } from '../../src/platform/hash';
import { createLogger } from '../../src/platform/log';
import { type Method, medodsSettings, startApi, type TestApi, type TestTenant } from './harness';
import { dealOf } from './records';

const log = new PassThrough();
const logged: string[] = [];
log.on('data', (line: Buffer) => logged.push(line.toString('utf8')));

let api: TestApi;
let tenant: TestTenant;
beforeAll(async () => {
  api = await startApi({ log: createLogger({ level: 'info', pretty: false, name: 'test' }, log) });
  tenant = await api.tenant();
  await api.call('PUT', tenant.path('/integrations/medods'), tenant.key, { settings: medodsSettings() });
});
afterAll(() => api.close());

interface Wrong {
  readonly what: string;
  readonly method: Method;
  readonly path: string;
  readonly code: string;
  readonly body?: Record<string, unknown>;
}

const get = (what: string, path: string, code: string): Wrong => ({ what, method: 'GET', path, code });
const post = (what: string, path: string, code: string, body?: Record<string, unknown>): Wrong => ({
  what,
  method: 'POST',
  path,
  code,
  ...(body === undefined ? {} : { body }),
});
const backfill = (what: string, from: string, to: string, code: string) =>
  post(what, '/integrations/medods/backfill', code, { from, to });

const wrong: readonly Wrong[] = [
  get('limit=0', '/deals?limit=0', 'invalid_request'),
  get('limit=201', '/deals?limit=201', 'invalid_request'),
  get('a limit that is no number', '/leads?limit=ten', 'invalid_request'),
  get('a limit given twice', '/leads?limit=1&limit=2', 'invalid_request'),
  get('an unknown parameter', '/deals?stages=1', 'invalid_request'),
  get('a state of leads for deals', '/deals?state=ready', 'invalid_request'),
  get('a date that is not in the calendar', '/deals?from=2026-02-30', 'invalid_request'),
  get('a period backwards', '/deals?from=2026-03-02&to=2026-03-01', 'range_invalid'),
  get('a forged cursor', '/deals?cursor=bm90IGEgY3Vyc29y', 'cursor_invalid'),
  get('a cursor that is no base64url', '/contacts?cursor=%2B%2B', 'cursor_invalid'),
  get('an integration that is not', '/integrations/other', 'not_found'),
  get('a run that is not', '/integrations/medods/runs/none', 'not_found'),
  get('a lead that is not', '/leads/none', 'not_found'),
  get('a deal that is not', '/deals/none', 'not_found'),
  get('an address that is not', '/nothing', 'not_found'),
  backfill('a back-fill backwards', '2026-02-01', '2026-01-01', 'range_invalid'),
  backfill('a back-fill of ten years', '2016-01-01', '2026-01-01', 'range_too_long'),
  backfill('a back-fill from a date that is not', '2026-02-30', '2026-03-01', 'invalid_request'),
  backfill('a back-fill of what is not active', '2026-02-01', '2026-02-02', 'integration_not_active'),
  post('no body where one is needed', '/sites', 'invalid_request'),
  post('an id with capitals', '/sites', 'invalid_request', { id: 'Site', domain: 'a.ru', name: 'a' }),
  post('a domain that is an address', '/sites', 'invalid_request', { domain: 'https://a.ru/', name: 'a' }),
  post('a campaign of a site that is not', '/campaigns', 'reference_not_found', { name: 'a', siteId: 'no' }),
  post('erasure of nobody', '/erase', 'invalid_request', {}),
  post('erasure of what is no phone', '/erase', 'invalid_request', { phone: '12' }),
];

test.each(wrong)('$what is refused as a problem: $code', async ({ method, path, code, body }) => {
  const answer = await api.call(method, tenant.path(path), tenant.key, body);
  const problem = problemSchema.parse(answer.json());
  expect(problem.code).toBe(code);
  expect(problem.status).toBe(answer.statusCode);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.headers['x-request-id']).toBe(problem.requestId);
  expect(isErrorCode(problem.code)).toBe(true);
  expect(problem.type).toBe(`urn:skvoz:error:${code}`);
  if (code === 'invalid_request') expect(problem.errors.length).toBeGreaterThan(0);
});

test.each(wrong.filter(({ code }) => code === 'invalid_request' || code === 'reference_not_found'))(
  'the fields of $what are explained in the language of the request',
  async ({ method, path, body }) => {
    const explained = async (language: string): Promise<string[]> => {
      const headers = { authorization: `Bearer ${tenant.key}`, 'accept-language': language };
      const payload = body === undefined ? {} : { payload: body };
      const answer = await api.server.inject({ method, url: tenant.path(path), headers, ...payload });
      return problemSchema.parse(answer.json()).errors.map(({ message }) => message);
    };
    const [russian, english] = await Promise.all([explained('ru'), explained('en')]);
    expect(russian.filter((message) => !/[а-яё]{2}/i.test(message))).toEqual([]);
    expect(english.filter((message) => message === '' || /[а-яё]/i.test(message))).toEqual([]);
  },
);

test('title and detail are Russian, or English for who asks for it', async () => {
  const title = async (language?: string) => {
    const headers = language === undefined ? {} : { 'accept-language': language };
    return (await api.server.inject({ url: '/nothing', headers })).json().title;
  };
  expect(await title()).toBe('Такой записи нет.');
  expect(await title('ru-RU,ru;q=0.9,en;q=0.8')).toBe('Такой записи нет.');
  expect(await title('en-GB,en;q=0.9,ru;q=0.8')).toBe('There is no such thing.');
  expect(await title('de')).toBe('Такой записи нет.');
});

test.each(['Europe/Moskva', 'MSK+3', ''])(
  'a tenant in the zone "%s", which there is not, is not made',
  async (timezone) => {
    const id = createIdentifier('t');
    const body = { id, name: 'Клиника', timezone };
    const answer = await api.call('POST', '/api/v1/tenants', api.operatorKey, body);
    expect(answer.json()).toMatchObject({
      status: 400,
      code: 'invalid_request',
      errors: [{ path: 'timezone', message: expect.stringMatching(/[а-яё]/i) }],
    });
    expect(await api.storage.tenants.get(id)).toBeNull();
    const made = await api.call('POST', '/api/v1/tenants', api.operatorKey, {
      ...body,
      timezone: 'Asia/Omsk',
    });
    expect(made.json()).toMatchObject({ id, timezone: 'Asia/Omsk' });
  },
);

test('a cursor of another list or of another tenant is refused', async () => {
  const key = { tenantId: tenant.id, integrationId: 'medods' };
  const deals = ['1', '2'].map((id) => ({ expectedVersion: null, deal: dealOf(key, id) }));
  await api.storage.deals.write(deals);
  const page = (await api.call('GET', tenant.path('/deals?limit=1'), tenant.key)).json();
  expect(page.nextCursor).toEqual(expect.stringMatching(/^[\w-]+$/));
  const query = `?limit=1&cursor=${page.nextCursor}`;
  expect((await api.call('GET', tenant.path(`/deals${query}`), tenant.key)).statusCode).toBe(200);
  const other = await api.tenant();
  const elsewhere = await Promise.all([
    api.call('GET', tenant.path(`/leads${query}`), tenant.key),
    api.call('GET', other.path(`/deals${query}`), other.key),
    api.call('GET', tenant.path(`/deals${query.slice(0, -1)}`), tenant.key),
  ]);
  expect(elsewhere.map((answer) => answer.json().code)).toEqual(Array(3).fill('cursor_invalid'));
});

test('what is too large, of another type or no JSON is a problem too', async () => {
  const send = async (payload: string, type = 'application/json') => {
    const headers = { authorization: `Bearer ${tenant.key}`, 'content-type': type };
    return (await api.server.inject({ method: 'POST', url: tenant.path('/sites'), headers, payload })).json();
  };
  expect(await send(JSON.stringify({ name: 'x'.repeat(300_000) }))).toMatchObject({
    code: 'payload_too_large',
  });
  expect(await send('a=1', 'application/x-www-form-urlencoded')).toMatchObject({
    code: 'unsupported_media_type',
  });
  expect(await send('{"name":')).toMatchObject({ code: 'invalid_request' });
});

test('a request of JSON without a body is as good as one without a type', async () => {
  const headers = { authorization: `Bearer ${tenant.key}`, 'content-type': 'application/json' };
  const url = tenant.path('/integrations/medods/sync');
  const answer = await api.server.inject({ method: 'POST', url, headers });
  expect(answer.json().code).toBe('integration_not_active');
});

test('a defect of ours hides its message, and the log finds it by the number that was answered', async () => {
  const broken = await api.tenant();
  // The schema of the answer refuses a state that does not exist.
  const deal = dealOf({ tenantId: broken.id, integrationId: 'medods' }, '7', { name: '+79990000777' });
  await api.db.collection<{ _id: string }>('deals').insertOne({ ...deal, ...{ stageStatus: 'lost' } });
  const answer = await api.call('GET', broken.path('/deals'), broken.key);
  expect(answer.statusCode).toBe(500);
  const problem = problemSchema.parse(answer.json());
  expect(problem.code).toBe('internal_error');
  expect(answer.body).not.toContain('stageStatus');
  expect(problem.message.ru).toContain(problem.requestId);
  const line = logged.find((text) => text.includes(problem.requestId) && text.includes('"level":"error"'));
  expect(line).toContain('internal_error');
  expect(logged.join('')).not.toContain('79990000777');
});

test('nothing that was sent or kept in secret is in the log', async () => {
  await api.call('GET', tenant.path('/leads?q=%2B79990000555'), tenant.key);
  await api.call('POST', tenant.path('/erase'), tenant.key, { phone: '+79990000555' });
  const text = logged.join('');
  expect(text).toContain('/leads');
  for (const secret of ['79990000555', 'invented-secret-0001', tenant.key, api.operatorKey]) {
    expect(text).not.toContain(secret);
  }
});
