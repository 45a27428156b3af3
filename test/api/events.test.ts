import { gzipSync } from 'node:zlib';
import type { IntegrationKey } from '../../src/domain/names';
import type { InboxDocument } from '../../src/storage/inbox';
import {
  clientNames,
  employeeNames,
  envelopeNames,
  flatClientNames,
  flatEmployeeNames,
  recordNames,
} from '../../src/vendors/profsalon/aliases';
import { connectSalon, resultOf, rowOf, SALON_TOKEN } from './deliveries';
import { startApi, type TestApi, type TestTenant } from './harness';

let api: TestApi;
let tenant: TestTenant;
let key: IntegrationKey;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  tenant = await api.tenant();
  key = await connectSalon(api, tenant);
});
afterAll(() => api.close());

async function keep(...rows: InboxDocument[]): Promise<void> {
  await api.storage.inbox.insertGroup(rows);
}

const row = (over: Partial<InboxDocument> = {}, body: Buffer | string = '{}') => rowOf(api, key, body, over);

async function get(path: string) {
  const answer = await api.call('GET', tenant.path(`/integrations/profsalon/events${path}`), tenant.key);
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

async function idsOf(query: string): Promise<string[]> {
  return (await get(query)).items.map(({ id }: { id: string }) => id);
}

const hex = ({ _id }: InboxDocument) => _id.toHexString();

test('deliveries are found by outcome, reason, record, test and time, and by all of these together', async () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 2, 10, 10, minute));
  const applied = row({ receivedAt: at(1), results: [resultOf({ externalId: '7' })] });
  const both = row({
    receivedAt: at(2),
    results: [
      resultOf({ externalId: '7', outcome: 'stale' }),
      resultOf({ externalId: '8', outcome: 'unrecognised', reason: 'record_id_missing' }),
    ],
  });
  const unread = row({
    receivedAt: at(3),
    results: [resultOf({ externalId: null, outcome: 'unrecognised', reason: 'json_invalid' })],
  });
  const waiting = row({ receivedAt: at(4), pending: true });
  const ours = row({ receivedAt: at(5), test: true, results: [resultOf({ reason: 'test' })] });
  await keep(applied, both, unread, waiting, ours);

  expect(await idsOf('')).toEqual([ours, waiting, unread, both, applied].map(hex));
  expect(await idsOf('?outcome=applied')).toEqual([ours, applied].map(hex));
  expect(await idsOf('?outcome=pending')).toEqual([hex(waiting)]);
  expect(await idsOf('?outcome=unrecognised')).toEqual([unread, both].map(hex));
  expect(await idsOf('?reason=json_invalid')).toEqual([hex(unread)]);
  expect(await idsOf('?outcome=unrecognised&reason=record_id_missing')).toEqual([hex(both)]);
  // Of one record: the stale one of this delivery has another id.
  expect(await idsOf('?outcome=stale&externalId=8')).toEqual([]);
  expect(await idsOf('?externalId=7')).toEqual([both, applied].map(hex));
  expect(await idsOf('?test=true')).toEqual([hex(ours)]);
  expect(await idsOf('?test=false&outcome=applied')).toEqual([hex(applied)]);
  expect(await idsOf('?from=2026-03-10T10:02:00Z&to=2026-03-10T10:03:00Z')).toEqual([unread, both].map(hex));
  expect(await idsOf('?from=2026-03-10T10:02:00.001Z&to=2026-03-10T10:02:59.999Z')).toEqual([]);
  expect(await idsOf('?from=2026-03-10&to=2026-03-10&outcome=unrecognised')).toHaveLength(2);
  const first = await get('?outcome=unrecognised&limit=1');
  expect(await idsOf(`?outcome=unrecognised&limit=1&cursor=${first.nextCursor}`)).toEqual([hex(both)]);
  const wrong = await api.call(
    'GET',
    tenant.path('/integrations/profsalon/events?outcome=nonsense'),
    tenant.key,
  );
  expect(wrong.json()).toMatchObject({ status: 400, code: 'invalid_request' });
});

test('groups count deliveries by outcome and reason, each once, with the newest as a sample', async () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 2, 10, 10, minute));
  const mismatch = resultOf({ outcome: 'mismatch', reason: 'token_differs' });
  const newest = row({ receivedAt: at(9), results: [mismatch, mismatch, resultOf()] });
  await keep(
    row({ receivedAt: at(1), results: [mismatch] }),
    row({ receivedAt: at(2), results: [mismatch], replayed: true }),
    newest,
    row({ receivedAt: at(3), pending: true }),
  );
  const { items } = await get('/groups');
  expect(items).toHaveLength(3);
  expect(items[0]).toEqual({
    outcome: 'mismatch',
    reason: 'token_differs',
    count: 3,
    replayed: 1,
    lastReceivedAt: '2026-03-10T10:09:00.000Z',
    sampleEventId: hex(newest),
  });
  expect(items.slice(1)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ outcome: 'applied', reason: null, count: 1 }),
      expect.objectContaining({ outcome: 'pending', reason: null, count: 1 }),
    ]),
  );
  const early = await get('/groups?to=2026-03-10T10:02:00Z');
  expect(early.items).toMatchObject([{ outcome: 'mismatch', count: 2 }]);
});

const person = {
  event: 'create',
  token: SALON_TOKEN,
  salon_name: 'Салон Пример',
  record: {
    id: 880001,
    created_at: '2026-03-10T09:00:00+03:00',
    name: 'Стрижка',
    sum: 2000,
    services: [{ service_name: 'Стрижка', cost: 2000 }],
    client: { id: 7, name: 'Иван Тестов', phone: '8 (999) 000-00-03', email: 'ivan@example.test' },
    client_comment: 'Позвонить Ивану',
    employee: { id: 31, name: 'Анна Мастерова' },
    extra_fields: [{ name: 'Ещё телефон', value: '+79990000004' }],
  },
};
const personal = ['Иван', '000-00-03', 'ivan@', 'Мастерова', '79990000004'];

test('a delivery shows what it held without people and tokens, and with people when asked', async () => {
  const one = row({}, JSON.stringify(person));
  await keep(one);
  const hidden = await get(`/${hex(one)}`);
  expect(hidden).toMatchObject({
    id: hex(one),
    headers: { contentType: 'application/json', contentEncoding: null },
    parentId: null,
    replays: [],
    body: { format: 'json', cut: false },
  });
  for (const text of [...personal, SALON_TOKEN]) expect(hidden.body.text).not.toContain(text);
  const shown = JSON.parse(hidden.body.text);
  expect(shown).toMatchObject({
    event: 'create',
    token: '***',
    salon_name: 'Салон Пример',
    record: {
      id: 880001,
      created_at: '2026-03-10T09:00:00+03:00',
      name: 'Стрижка',
      sum: 2000,
      client: { id: 7, name: '•••• ••••••', phone: '• (•••) •••-••-••', email: '••••@•••••••.••••' },
    },
  });
  expect(hidden.body.text).toContain('\n  "event": "create"');

  const revealed = await get(`/${hex(one)}?reveal=true`);
  expect(JSON.parse(revealed.body.text)).toEqual({ ...person, token: '***' });
});

test('names of people and tokens are hidden under every name that the adapter knows them by', async () => {
  const client = Object.fromEntries(
    [...clientNames.name, ...clientNames.phone, ...clientNames.email].map((name) => [name, 'Скрытое']),
  );
  const flat = Object.fromEntries(
    [flatClientNames.name, flatClientNames.phone, flatClientNames.email, flatEmployeeNames.name]
      .flat()
      .map((name) => [name, 'Скрытое']),
  );
  const nested = [...recordNames.client, ...recordNames.employee, ...recordNames.employees].map((name) => [
    name,
    name === 'employees' ? [client] : { ...client, [employeeNames.name[0]]: 'Скрытое' },
  ]);
  const tokens = Object.fromEntries(envelopeNames.token.map((name) => [name, 'some-other-token']));
  const one = row({}, JSON.stringify({ ...tokens, deal: { ...flat, ...Object.fromEntries(nested) } }));
  const upper = row(
    {},
    JSON.stringify({ ClientName: 'Скрытое', ClientPhone: '9990000005', Access_Token: 'x' }),
  );
  await keep(one, upper);
  for (const { _id } of [one, upper]) {
    const { body } = await get(`/${_id.toHexString()}`);
    expect(body.text).not.toMatch(/Скрытое|some-other-token|9990000005|"x"/);
  }
  expect((await get(`/${hex(one)}?reveal=true`)).body.text).not.toContain('some-other-token');
});

test('a form shows its pairs, also compressed, and JSON inside a form is looked into', async () => {
  const form = new URLSearchParams([
    ['token', SALON_TOKEN],
    ['record[id]', '880002'],
    ['record[client][name]', 'Ольга Примерова'],
    ['record[client][phone]', '+7 999 000-00-04'],
    ['payload', JSON.stringify({ client: { name: 'Пётр' }, sum: 1 })],
  ]).toString();
  const plain = row({ contentType: 'application/x-www-form-urlencoded' }, form);
  const packed = row(
    { contentType: 'application/x-www-form-urlencoded', contentEncoding: 'gzip' },
    gzipSync(form),
  );
  const capitals = row(
    { contentType: 'application/x-www-form-urlencoded', contentEncoding: 'GZIP' },
    gzipSync(form),
  );
  const multipart = row(
    { contentType: 'multipart/form-data; boundary=xx' },
    '--xx\r\ncontent-disposition: form-data; name="record[id]"\r\n\r\n880002\r\n--xx--\r\n',
  );
  await keep(plain, packed, capitals, multipart);
  for (const one of [plain, packed, capitals]) {
    const { body } = await get(`/${hex(one)}`);
    expect(body).toEqual({
      format: 'form',
      cut: false,
      pairs: [
        { name: 'token', value: '***' },
        { name: 'record[id]', value: '880002' },
        { name: 'record[client][name]', value: '••••• •••••••••' },
        { name: 'record[client][phone]', value: '+• ••• •••-••-••' },
        { name: 'payload', value: '{"client":{"name":"••••"},"sum":1}' },
      ],
    });
  }
  expect((await get(`/${hex(multipart)}`)).body.pairs).toEqual([{ name: 'record[id]', value: '880002' }]);
});

test('what cannot be hidden in part is shown only when all is to be revealed, and never with a token', async () => {
  const broken = row({}, `{"client":{"name":"Иван"},"token":"${SALON_TOKEN}"`);
  const bytes = row(
    {},
    Buffer.concat([Buffer.from([0xff, 0xfe, 0xc3]), Buffer.from(`token=${SALON_TOKEN}`)]),
  );
  const gone = row({ contentEncoding: 'br' }, 'xx');
  await keep(broken, bytes, gone);
  expect((await get(`/${hex(broken)}`)).body).toEqual({ format: 'text', text: null, cut: false });
  expect((await get(`/${hex(broken)}?reveal=true`)).body.text).toBe(
    '{"client":{"name":"Иван"},"token":"***"',
  );
  expect((await get(`/${hex(bytes)}`)).body).toEqual({ format: 'binary', base64: null, cut: false });
  const { base64 } = (await get(`/${hex(bytes)}?reveal=true`)).body;
  expect(Buffer.from(base64, 'base64').toString('latin1')).toContain('token=***');
  expect((await get(`/${hex(gone)}?reveal=true`)).body).toEqual({
    format: 'binary',
    base64: Buffer.from('xx').toString('base64'),
    cut: false,
  });
});

test('hostile bodies are shown cut, and never make the answer fail', async () => {
  const deep = row({}, `${'['.repeat(200_000)}${']'.repeat(200_000)}`);
  const wide = row({}, JSON.stringify(Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [n, n]))));
  const odd = row({}, '{"__proto__":{"a":1},"$gt":1,"a.b":2,"constructor":{"prototype":3}}');
  const many = row({ contentType: 'application/x-www-form-urlencoded' }, 'a=1&'.repeat(100_000));
  await keep(deep, wide, odd, many);
  expect((await get(`/${hex(deep)}?reveal=true`)).body.format).toMatch(/json|text/);
  const { body } = await get(`/${hex(wide)}`);
  expect(body).toMatchObject({ format: 'json', cut: true });
  expect(body.text).toHaveLength(65_536);
  expect((await get(`/${hex(odd)}`)).body.text).toContain('"__proto__"');
  expect((await get(`/${hex(many)}`)).body).toMatchObject({ format: 'form', cut: true });
});

test('a delivery of another tenant or of nobody is not there', async () => {
  const other = await api.tenant();
  const foreign = rowOf(api, await connectSalon(api, other), '{}');
  await keep(foreign);
  for (const id of [hex(foreign), '0123456789abcdef01234567', 'nonsense']) {
    for (const [method, rest] of [
      ['GET', ''],
      ['POST', '/replay'],
    ] as const) {
      const path = tenant.path(`/integrations/profsalon/events/${id}${rest}`);
      expect((await api.call(method, path, tenant.key)).json()).toMatchObject({ code: 'not_found' });
    }
  }
  const replayed = await api.call('POST', tenant.path('/integrations/profsalon/events/replay'), tenant.key, {
    filter: {},
  });
  expect(replayed.json()).toEqual({ count: 0, replayed: 0, more: false });
});

test('a replay is a new row at the place of its parent, and lives no longer than that', async () => {
  const parent = row({ deliveryId: 'd-1', test: false }, '{"a":1}');
  await keep(parent);
  const url = tenant.path(`/integrations/profsalon/events/${hex(parent)}/replay`);
  const { eventId } = (await api.call('POST', url, tenant.key)).json();
  const inbox = api.db.collection<InboxDocument>('inbox');
  const child = await inbox.findOne({ tenantId: tenant.id, parentId: parent._id });
  expect(child).toMatchObject({
    place: parent.place,
    receivedAt: parent.receivedAt,
    rootId: parent._id,
    pending: true,
    attempts: 0,
    results: [],
    keptUntil: parent.expiresAt,
  });
  if (child === null) throw new Error('the replay is not there');
  expect(hex(child)).toBe(eventId);
  expect(child.deliveryId).toBeUndefined();
  expect(child.expiresAt).toBeUndefined();
  expect((await get(`/${eventId}?reveal=true`)).body).toMatchObject({ text: '{\n  "a": 1\n}' });

  const settled = [{ id: child._id, results: [resultOf()] }];
  await api.storage.inbox.settle(key, settled, new Date(Date.now() + 30 * 86_400_000));
  const ended = await inbox.findOne({ _id: child._id, tenantId: tenant.id });
  expect(ended).toMatchObject({ pending: false, attempts: 1, expiresAt: parent.expiresAt });
  const again = tenant.path(`/integrations/profsalon/events/${eventId}/replay`);
  expect((await api.call('POST', again, tenant.key)).statusCode).toBe(202);
  const grandchild = await inbox.findOne({ tenantId: tenant.id, parentId: child._id });
  expect(grandchild).toMatchObject({ rootId: parent._id, place: parent.place, keptUntil: parent.expiresAt });
});

test('one call replays ten thousand at most, the oldest first, and says that more are left', async () => {
  const start = Date.UTC(2026, 2, 10);
  const rows = Array.from({ length: 10_050 }, (_, index) => row({ receivedAt: new Date(start + index) }));
  for (let first = 0; first < rows.length; first += 1_000) await keep(...rows.slice(first, first + 1_000));
  const url = tenant.path('/integrations/profsalon/events/replay');
  const dry = await api.call('POST', url, tenant.key, { filter: {}, dryRun: true });
  expect([dry.statusCode, dry.json()]).toEqual([200, { count: 10_050 }]);
  const first = await api.call('POST', url, tenant.key, { filter: { outcome: 'applied' } });
  expect([first.statusCode, first.json()]).toEqual([202, { count: 10_050, replayed: 10_000, more: true }]);
  const second = await api.call('POST', url, tenant.key, { filter: {} });
  expect(second.json()).toEqual({ count: 50, replayed: 50, more: false });
  const inbox = api.db.collection<InboxDocument>('inbox');
  const parents = await inbox.distinct('parentId', { tenantId: tenant.id, parentId: { $exists: true } });
  expect(parents).toHaveLength(10_050);
}, 60_000);
