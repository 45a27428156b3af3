import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { RecordResult } from '../../src/storage/inbox';
import { type ListeningApi, listenApi } from '../system/listening-api';
import { createSalon, SALON_TOKEN, type TestSalon } from '../system/salon';
import { startSystem, type TestSystem } from '../system/system';
import { waitFor } from '../system/wait-for';

const MIB = 1024 * 1024;
const JSON_TYPE = 'application/json';
const FORM = 'application/x-www-form-urlencoded';

let system: TestSystem;
let api: ListeningApi;
/** Of the tests that send what becomes no record. */
let shared: TestSalon;
beforeAll(async () => {
  system = await startSystem();
  api = await listenApi(system);
  shared = await activeSalon();
});
afterAll(async () => {
  await api.close();
  await system.stop();
});

type Headers = Readonly<Record<string, string>>;

interface Posted {
  readonly status: number;
  /** Null where nothing was kept. */
  readonly results: readonly Pick<RecordResult, 'outcome' | 'reason'>[] | null;
}

async function activeSalon(): Promise<TestSalon> {
  const salon = await createSalon(system);
  await salon.update('activate');
  return salon;
}

let deliveries = 0;
/** Posts to the door; the sender's own number of the delivery tells its row. */
async function post(salon: TestSalon, body: Buffer | string, headers: Headers): Promise<Posted> {
  deliveries += 1;
  const deliveryId = `d-${deliveries}`;
  const bytes = Buffer.from(body);
  const response = await fetch(salon.hookAt(api.origin), {
    method: 'POST',
    body: new Uint8Array(bytes),
    headers: { 'idempotency-key': deliveryId, ...headers },
  });
  if (response.status !== 200) {
    expect((await salon.deliveries()).filter((row) => row.deliveryId === deliveryId)).toEqual([]);
    return { status: response.status, results: null };
  }
  expect(await response.json()).toEqual({ ok: true });
  const row = await waitFor('the delivery to be dealt with', async () =>
    (await salon.deliveries()).find((one) => one.deliveryId === deliveryId && !one.pending),
  );
  const results = row.results.map(({ outcome, reason }) => ({ outcome, reason }));
  return { status: response.status, results };
}

let records = 100_000;
/** After whatever was sent: the API answers, and a booking becomes a deal and a lead. */
async function expectWell(salon: TestSalon): Promise<void> {
  records += 1;
  const booking = {
    id: records,
    changed_at: new Date().toISOString(),
    status: 'new',
    client: { id: records, phone: '79990000003' },
  };
  const { status, results } = await post(salon, JSON.stringify(salon.body(booking, 'create')), {
    'content-type': JSON_TYPE,
  });
  expect({ status, results }).toEqual({ status: 200, results: [{ outcome: 'applied', reason: null }] });
  expect((await salon.deals()).map(({ externalId }) => externalId)).toContain(String(records));
  expect((await salon.leads()).map(({ externalId }) => externalId)).toContain(String(records));
  expect((await fetch(`${api.origin}/healthz`)).status).toBe(200);
  await api.call('GET', `/tenants`);
}

const unrecognised = (reason: string): Posted => ({
  status: 200,
  results: [{ outcome: 'unrecognised', reason }],
});
const refused = (status: number): Posted => ({ status, results: null });
const manyKeys = (count: number) => `{${Array.from({ length: count }, (_, key) => `"${key}":1`).join(',')}}`;
const nested = (levels: number) => `${'{"record":'.repeat(levels)}{}${'}'.repeat(levels)}`;
const multipart = (part: string) => `--b\r\nContent-Disposition: form-data; ${part}\r\n--b--\r\n`;
const boundary = { 'content-type': 'multipart/form-data; boundary=b' };
const json = { 'content-type': JSON_TYPE };

const bodies: readonly [string, () => Buffer | string, Headers, Posted][] = [
  ['no bytes', () => '', json, unrecognised('body_empty')],
  ['nothing but blanks', () => ' \r\n\t ', json, unrecognised('body_empty')],
  ['a byte-order mark alone', () => '\uFEFF', json, unrecognised('body_empty')],
  ['a mebibyte', () => 'x'.repeat(MIB), json, unrecognised('format_unknown')],
  ['a mebibyte and a byte', () => 'x'.repeat(MIB + 1), json, refused(413)],
  ['ten mebibytes', () => 'x'.repeat(10 * MIB), json, refused(413)],
  [
    'a small gzip that inflates to a hundred mebibytes',
    () => gzipSync(Buffer.alloc(100 * MIB)),
    { ...json, 'content-encoding': 'gzip' },
    refused(413),
  ],
  [
    'the same gzip, named in capitals',
    () => gzipSync(Buffer.alloc(100 * MIB)),
    { ...json, 'content-encoding': 'X-GZIP' },
    refused(413),
  ],
  [
    'a gzip that is none',
    () => '{"event":"create"}',
    { ...json, 'content-encoding': 'gzip' },
    unrecognised('encoding_invalid'),
  ],
  [
    'an encoding that is not understood',
    () => '{}',
    { ...json, 'content-encoding': 'br' },
    unrecognised('encoding_invalid'),
  ],
  [
    'bytes that are no UTF-8',
    () => Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
    json,
    unrecognised('text_invalid'),
  ],
  [
    'a charset nobody knows',
    () => '{}',
    { 'content-type': 'application/json; charset=klingon' },
    unrecognised('charset_unknown'),
  ],
  ['NaN', () => '{"record":{"id":1,"sum":NaN}}', json, unrecognised('json_invalid')],
  [
    'a number beyond all numbers',
    () => '{"record":{"id":1,"sum":1e999}}',
    json,
    unrecognised('json_invalid'),
  ],
  ['two hundred levels', () => nested(200), json, unrecognised('nesting_too_deep')],
  ['brackets alone', () => '['.repeat(MIB), json, unrecognised('json_invalid')],
  ['a hundred thousand keys', () => manyKeys(100_000), json, unrecognised('too_many_values')],
  ['a million keys', () => manyKeys(1_000_000), json, refused(413)],
  [
    'thousands of form fields',
    () => Array.from({ length: 2_001 }, (_, key) => `k${key}=1`).join('&'),
    { 'content-type': FORM },
    unrecognised('too_many_pairs'),
  ],
  ['a hundred and one bodies', () => `[${'{"a":1},'.repeat(100)}{}]`, json, unrecognised('too_many_records')],
  ['a text', () => '"record"', json, unrecognised('not_an_object')],
  ['a number', () => '42', json, unrecognised('not_an_object')],
  ['null', () => 'null', json, unrecognised('not_an_object')],
  ['an empty list', () => '[]', json, unrecognised('body_empty')],
  [
    'a list of scalars',
    () => '[1,"two"]',
    json,
    {
      status: 200,
      results: [
        { outcome: 'unrecognised', reason: 'not_an_object' },
        { outcome: 'unrecognised', reason: 'not_an_object' },
      ],
    },
  ],
  ['an object that says nothing', () => '{}', json, unrecognised('envelope_unknown')],
  ['a record without an id', () => '{"record":{"sum":1}}', json, unrecognised('record_id_missing')],
  ['half of a body', () => '{"event":"create","record":{"id":', json, unrecognised('json_invalid')],
  ['a page of HTML', () => '<html><body>502</body></html>', json, unrecognised('format_unknown')],
  [
    'a file',
    () => multipart('name="f"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nhello'),
    boundary,
    unrecognised('multipart_has_files'),
  ],
  [
    'a multipart body cut off',
    () => '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nhel',
    boundary,
    unrecognised('multipart_invalid'),
  ],
  [
    'an event nobody knows',
    () => '{"event":"uninstall"}',
    json,
    { status: 200, results: [{ outcome: 'ignored', reason: 'event_unknown' }] },
  ],
  [
    'the id of another salon with the right secret',
    () => '{"event":"create","salon_id":1,"record":{"id":1}}',
    json,
    { status: 200, results: [{ outcome: 'mismatch', reason: 'salon_id_differs' }] },
  ],
  [
    'the login of another salon',
    () => '{"event":"create","salon_login":"msc_other","record":{"id":1}}',
    json,
    { status: 200, results: [{ outcome: 'mismatch', reason: 'salon_login_differs' }] },
  ],
  [
    'another token',
    () => '{"event":"create","token":"WRONG","record":{"id":1}}',
    json,
    { status: 200, results: [{ outcome: 'mismatch', reason: 'token_differs' }] },
  ],
  [
    'another token in its header',
    () => '{"event":"create","record":{"id":1}}',
    { ...json, authorization: 'Bearer WRONG' },
    { status: 200, results: [{ outcome: 'mismatch', reason: 'token_differs' }] },
  ],
];

test.each(bodies)('%s has a named outcome and harms nothing', async (_name, body, headers, expected) => {
  const before = (await shared.deals()).length;
  expect(await post(shared, body(), headers)).toEqual(expected);
  expect(await shared.deals()).toHaveLength(before);
  await expectWell(shared);
});

const applied: Posted = { status: 200, results: [{ outcome: 'applied', reason: null }] };

test('names with a meaning elsewhere are names, and what they hold is text', async () => {
  const salon = await activeSalon();
  const body = `{"event":"create","$where":"1","record":{"id":1,"name":"$name","status":"$new","a.b":1,
    "__proto__":{"sum":9,"polluted":true},"constructor":{"prototype":{"polluted":true}},
    "client":{"id":"c","name":"{$ne: 1}","__proto__":{"phone":"79990000009"}},
    "extra_fields":{"$set":"$$ROOT","a.b":"$x","__proto__":"p","constructor":"c"}}}`;
  expect(await post(salon, body, json)).toEqual(applied);
  const [deal] = await salon.deals();
  expect(deal).toMatchObject({ name: '$name', amount: null });
  const codes = Object.fromEntries((deal?.customFields ?? []).map(({ code, value }) => [code, value]));
  expect(codes).toMatchObject({ $set: '$$ROOT', 'a.b': '$x', constructor: 'c' });
  expect(await salon.leads()).toMatchObject([{ contact: { name: '{$ne: 1}', phone: null } }]);
  expect(Object.keys(Object.prototype)).toEqual([]);
  await expectWell(salon);
});

test.each<[string, (salon: TestSalon) => string | Buffer, Headers]>([
  ['JSON without a content type', ({ body }) => JSON.stringify(body({ id: 1 })), {}],
  ['JSON called a form', ({ body }) => JSON.stringify(body({ id: 1 })), { 'content-type': FORM }],
  ['a form called JSON', () => 'event=create&record[id]=1', json],
  [
    'a form in bytes of Windows-1251',
    () => 'event=create&record[id]=1&record[name]=%D1',
    { 'content-type': `${FORM}; charset=windows-1251` },
  ],
  ['a form with broken escapes', () => 'event=create&record[id]=1&record[x]=%zz%', { 'content-type': FORM }],
  ['multipart fields', () => multipart('name="record[id]"\r\n\r\n1'), boundary],
  [
    'JSON in a field of multipart',
    () => multipart('name="payload"\r\n\r\n{"event":"create","record":{"id":1}}'),
    boundary,
  ],
  ['gzip', ({ body }) => gzipSync(JSON.stringify(body({ id: 1 }))), { ...json, 'content-encoding': 'gzip' }],
  ['GZIP', ({ body }) => gzipSync(JSON.stringify(body({ id: 1 }))), { ...json, 'content-encoding': 'GZIP' }],
  [
    'the right token',
    ({ body }) => JSON.stringify(body({ id: 1 })),
    { ...json, authorization: `Bearer ${SALON_TOKEN}` },
  ],
  ['a NUL in a text', ({ body }) => JSON.stringify(body({ id: 1, name: 'a\0b' })), json],
  ['half a surrogate pair', ({ body }) => JSON.stringify(body({ id: 1, name: 'a\uD800b' })), json],
])('%s is read', async (_name, body, headers) => {
  const salon = await activeSalon();
  expect(await post(salon, body(salon), headers)).toEqual(applied);
  expect((await salon.deals()).map(({ externalId }) => externalId)).toEqual(['1']);
});

test('every way of writing a date is read, and one that is none is said and left out', async () => {
  const salon = await activeSalon();
  const six = '2026-03-10T06:00:00.000Z';
  const dates: [unknown, string | null][] = [
    ['2026-03-10T09:00:00+03:00', six],
    ['2026-03-10T06:00:00Z', six],
    ['2026-03-10 09:00', six],
    ['2026-03-10 09:00:00', six],
    ['2026-03-10T09:00', six],
    ['10.03.2026 09:00', six],
    ['10.03.2026 09:00:00', six],
    ['10.03.2026', '2026-03-09T21:00:00.000Z'],
    [1773122400, six],
    ['1773122400', six],
    [1773122400000, six],
    ['0000-00-00 00:00:00', null],
    ['0000-00-00', null],
    ['', null],
    ['вчера', null],
    ['31.02.2026', null],
    ['2026-13-01', null],
    ['2026-03-10T25:00:00Z', null],
    [-1, null],
    [1e300, null],
    [{ date: six }, null],
    [[six], null],
    [true, null],
    ['9999-12-31T23:59:59Z', null],
  ];
  const sent = dates.map(([date], index) => salon.body({ id: index + 1, created_at: date }));
  const { status, results } = await post(salon, JSON.stringify(sent), json);
  expect(status).toBe(200);
  expect(new Set(results?.map(({ outcome }) => outcome))).toEqual(new Set(['applied']));
  const deals = new Map((await salon.deals()).map((deal) => [deal.externalId, deal]));
  const read = dates.map(([date], index) => {
    const deal = deals.get(String(index + 1));
    const told = deal?.estimated.includes('createdAt') === false;
    return [date, told ? deal?.createdAt.toISOString() : null];
  });
  expect(read).toEqual(dates);
  const [row] = await salon.deliveries();
  const warned = row?.results.filter(({ warnings }) => warnings.includes('date_unreadable:created_at')) ?? [];
  expect(warned.map(({ externalId }) => Number(externalId))).toEqual([
    15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
  ]);
  await expectWell(salon);
});

test('no phone, a phone that is none, three phones and money as people write it are read as they are meant', async () => {
  const salon = await activeSalon();
  const sent = [
    salon.body({ id: 1, client: { id: 1, name: 'Без телефона' }, sum: '1 500,00' }),
    salon.body({ id: 2, client: { id: 2, phone: 'позвоните в чат' }, sum: '1\u00a0500 ₽' }),
    salon.body({
      id: 3,
      client: { id: 3, phone: 'нет, 8-999-000-00-06; +7 (999) 000-00-07' },
      sum: '1500 руб.',
    }),
    salon.body({ id: 4, client: { id: 4, phone: ['1', '89990000008', '79990000009'] }, sum: 'даром' }),
    salon.body({ id: 5, client: { id: 5, phone: { '0': '79990000010' } }, sum: { $numberDecimal: '1' } }),
    salon.body({ id: 6, client: 'Пётр', sum: '9'.repeat(400) }),
    salon.body({ id: 7, client: { id: 7, phone: '+7 999 000-00-11, 8 999 000-00-12; 79990000013' } }),
  ];
  const { status } = await post(salon, JSON.stringify(sent), json);
  expect(status).toBe(200);
  const leads = new Map((await salon.leads()).map((lead) => [lead.externalId, lead]));
  expect([...leads.keys()].sort()).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  expect(leads.get('1')).toMatchObject({ state: 'no_contact', contact: { name: 'Без телефона' } });
  expect(leads.get('2')).toMatchObject({ state: 'no_contact' });
  expect(leads.get('3')).toMatchObject({ state: 'ready', contact: { phone: '+79990000006' } });
  expect(leads.get('4')).toMatchObject({ state: 'ready', contact: { phone: '+79990000008' } });
  expect(leads.get('7')).toMatchObject({ state: 'ready', contact: { phone: '+79990000011' } });
  const amounts = (await salon.deals()).map(({ externalId, amount }) => [
    externalId,
    amount?.toString() ?? null,
  ]);
  expect(Object.fromEntries(amounts)).toMatchObject({
    1: '1500.00',
    2: '1500.00',
    3: '1500.00',
    4: null,
    5: null,
    6: null,
  });
  await expectWell(salon);
});

test('a wrong secret, the secret of another hook and no hook at all are 404, whatever the method', async () => {
  const salon = await activeSalon();
  const other = await activeSalon();
  const url = new URL(salon.hookAt(api.origin));
  const [, , , hook, secret] = url.pathname.split('/');
  const othersSecret = new URL(other.hookAt(api.origin)).pathname.split('/').at(-1);
  const paths = [
    `/hooks/profsalon/${hook}/${secret}x`,
    `/hooks/profsalon/${hook}/${othersSecret}`,
    `/hooks/medods/${hook}/${secret}`,
    `/hooks/profsalon/nosuchhook/${secret}`,
    `/hooks/profsalon/${hook}`,
    `/hooks/profsalon/${hook}/${secret}/more`,
    `/hooks/profsalon/${hook}/%2e%2e`,
    '/hooks/',
  ];
  for (const path of paths) {
    for (const method of ['POST', 'GET']) {
      const response = await fetch(`${api.origin}${path}`, {
        method,
        ...(method === 'POST' ? { body: '{}' } : {}),
      });
      expect([path, response.status]).toEqual([path, 404]);
      expect(await response.json()).toMatchObject({ code: 'hook_not_found' });
    }
  }
  expect([...(await salon.deliveries()), ...(await other.deliveries())]).toEqual([]);
  await expectWell(salon);
});

test('a ping is answered with nothing, any other method is refused with those that serve', async () => {
  const salon = await activeSalon();
  const send = (method: string) => fetch(salon.hookAt(api.origin), { method });
  for (const method of ['GET', 'HEAD']) {
    const response = await send(method);
    expect([response.status, await response.text()]).toEqual([200, '']);
  }
  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    const response = await send(method);
    expect([method, response.status, response.headers.get('allow')]).toEqual([
      method,
      405,
      'POST, GET, HEAD',
    ]);
  }
  expect(
    (await fetch(`${salon.hookAt(api.origin)}?from=profsalon`, { method: 'POST', body: '{}' })).status,
  ).toBe(200);
  expect(await salon.deliveries()).toHaveLength(1);
  await expectWell(salon);
});

test('a hook that is off or paused goes on storing, for fourteen days after it was switched off', async () => {
  const send = async (salon: TestSalon) =>
    (await fetch(salon.hookAt(api.origin), { method: 'POST', body: JSON.stringify(salon.body({ id: 1 })) }))
      .status;
  const integrations = system.db.collection<{ tenantId: string }>('integrations');
  const off = async (days: number): Promise<TestSalon> => {
    const salon = await activeSalon();
    await salon.deactivate();
    const deactivatedAt = new Date(Date.now() - days * 86_400_000);
    await integrations.updateOne({ tenantId: salon.key.tenantId }, { $set: { deactivatedAt } });
    return salon;
  };
  const [recently, longAgo, paused] = [await off(13.9), await off(14.1), await activeSalon()];
  await paused.update('pause');
  expect(await send(recently)).toBe(200);
  expect(await send(paused)).toBe(200);
  const gone = await fetch(longAgo.hookAt(api.origin), { method: 'POST', body: '{}' });
  expect([gone.status, await gone.json()]).toEqual([410, { code: 'integration_inactive', status: 410 }]);
  expect(await longAgo.deliveries()).toEqual([]);
  for (const salon of [recently, paused]) {
    expect(await salon.deliveries()).toMatchObject([{ pending: true }]);
    expect(await salon.deals()).toEqual([]);
  }
  await recently.update('activate');
  await paused.update('resume');
  for (const salon of [recently, paused]) {
    await waitFor('what was stored to be applied', async () => (await salon.deals()).length === 1);
  }
  // What the door knows of a hook is kept for some seconds: these are others.
  await expectWell(await activeSalon());
});

test.each(['activate', 'resume'] as const)(
  'what comes right after %s is applied, though the door was told of the state before',
  async (action) => {
    const salon = action === 'activate' ? await createSalon(system) : await activeSalon();
    if (action === 'resume') await salon.update('pause');
    const send = (id: number) =>
      fetch(salon.hookAt(api.origin), { method: 'POST', body: JSON.stringify(salon.body({ id })) });
    expect((await send(1)).status).toBe(200);
    await salon.update(action);
    await waitFor('the first to be applied', async () => (await salon.deals()).length === 1);
    await salon.idle();
    expect((await send(2)).status).toBe(200);
    await waitFor('the second to be applied', async () => (await salon.deals()).length === 2);
  },
);

test('a sender that goes away in the middle, or sends too much without saying so, leaves nothing behind', async () => {
  const salon = await activeSalon();
  const url = new URL(salon.hookAt(api.origin));
  const head = `POST ${url.pathname} HTTP/1.1\r\nhost: ${url.host}\r\ncontent-length: 1000\r\n\r\n`;
  await new Promise<void>((resolve, reject) => {
    const socket = connect(Number(url.port), url.hostname);
    socket.on('error', reject);
    socket.on('close', () => resolve());
    socket.write(`${head}{"event":`, () => socket.destroy());
  });
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024)),
  });
  const init = { method: 'POST', body: endless, duplex: 'half' } satisfies RequestInit & { duplex: 'half' };
  const answer = await fetch(url, init).catch(() => null);
  // The connection is closed on such a sender, who may see that before the answer.
  expect(answer === null ? 413 : answer.status).toBe(413);
  expect(await salon.deliveries()).toEqual([]);
  await expectWell(salon);
});
