import { gzipSync } from 'node:zlib';
import { encryptDelivery } from '../../src/platform/delivery-cipher';
import type { InboxDocument } from '../../src/storage/inbox';
import { resultOf, rowOf } from './deliveries';
import { startApi, type TestApi, type TestTenant } from './harness';
import { contactOf, dealOf, leadOf, observationOf } from './records';

let api: TestApi;
let tenant: TestTenant;
let key: { tenantId: string; integrationId: string };
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  tenant = await api.tenant();
  key = { tenantId: tenant.id, integrationId: 'medods' };
});
afterAll(() => api.close());

/** Everything that is kept of this tenant, as text. */
async function dump(): Promise<string> {
  const collections = await api.db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray();
  const texts: string[] = [];
  for (const { name } of collections) {
    const documents = await api.db.collection(name).find({ tenantId: tenant.id }).toArray();
    texts.push(JSON.stringify(documents));
  }
  return texts.join('\n');
}

async function store(externalId: string, contact: ReturnType<typeof contactOf>): Promise<void> {
  await api.storage.contacts.upsert([contact]);
  const record = { ...dealOf(key, externalId).record };
  const attachment = { id: `order-${externalId}`, hash: 'h', readAt: new Date(), watchUntil: new Date() };
  const deal = dealOf(key, externalId, { record: { ...record, attachment } }, contact);
  await api.storage.deals.write([{ expectedVersion: null, deal }]);
  await api.storage.leads.upsert([leadOf(key, externalId, {}, contact)]);
  await api.storage.observations.insert([
    observationOf(key, externalId, '2026-03-01T10:00:00Z', {
      contactExternalId: contact.externalId,
      amount: '1500.00',
    }),
  ]);
  const copy = (entity: string, id: string) => ({
    ...key,
    runId: 'r1',
    entity,
    externalIds: [id],
    body: api.keyring.encrypt(JSON.stringify(contact), `${tenant.id}/medods/raw`),
    receivedAt: new Date(),
    expiresAt: new Date(Date.now() + 86_400_000),
  });
  await api.storage.rawCopies.insert([
    copy('clients', contact.externalId),
    copy('appointments', externalId),
    copy('orders', `order-${externalId}`),
  ]);
}

const erase = (body: Record<string, unknown>) => api.call('POST', tenant.path('/erase'), tenant.key, body);

const marks = ['9990000003', 'ivan@example.com', 'ivan', 'Ёлкин', 'елкин', 'Иван', 'иван', '3000000999'];

test.each([
  ['phone', { phone: '8 999 000-00-03' }],
  ['e-mail', { email: 'Ivan@Example.com' }],
])(
  'a person erased by %s is in no collection any more, and their deals and money are',
  async (_by, person) => {
    const other = contactOf(key, '20', {
      name: 'Анна Ким',
      surname: 'Ким',
      phones: ['+79990000004'],
      emails: ['anna@example.com'],
    });
    await store('1', contactOf(key, '10'));
    await store('2', other);
    const before = await dump();
    for (const mark of marks) expect(before).toContain(mark);

    const answer = await erase(person);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      contacts: 1,
      leads: 1,
      deals: 1,
      observations: 1,
      rawCopies: 3,
      deliveries: 0,
    });

    const after = await dump();
    for (const mark of marks) expect(after).not.toContain(mark);
    expect(after).toContain('Анна Ким');
    expect(await api.db.collection('rawCopies').countDocuments({ tenantId: tenant.id })).toBe(3);
    const { items: deals } = (await api.call('GET', tenant.path('/deals'), tenant.key)).json();
    expect(deals).toHaveLength(2);
    const deal = deals.find(({ externalId }: { externalId: string }) => externalId === '1');
    expect(deal).toMatchObject({ amount: '1500.00', contactId: null });
    const { items: leads } = (
      await api.call('GET', tenant.path('/leads?state=no_contact'), tenant.key)
    ).json();
    expect(leads).toMatchObject([{ externalId: '1', contact: { name: null, phone: null, email: null } }]);
    const { items: contacts } = (await api.call('GET', tenant.path('/contacts'), tenant.key)).json();
    expect(contacts).toMatchObject([{ externalId: '20' }]);
    // A fold that began before sees that its deal has changed, and is made again without the person.
    const stale = dealOf(key, '1', { version: 2 }, contactOf(key, '10'));
    expect(await api.storage.deals.write([{ expectedVersion: 1, deal: stale }])).toBe(false);
  },
);

test('the next pull does not bring an erased person back', async () => {
  const contact = contactOf(key, '10');
  await store('1', contact);
  await erase({ phone: '+79990000003' });
  await api.storage.contacts.upsert([contact]);
  await api.storage.contacts.upsert([contactOf(key, '10', { expiresAt: new Date(Date.now() + 1e9) })]);
  await api.storage.contacts.keep(key, ['10']);
  expect(await dump()).not.toContain('9990000003');
  const known = await api.storage.contacts.known(key, ['10']);
  expect(known.get('10')).toMatchObject({
    name: null,
    phones: [],
    erasedAt: expect.any(Date),
    expiresAt: null,
  });
});

test('a contact that is new, comes again, or is referred to later keeps what it should', async () => {
  const first = new Date('2026-03-01T10:00:00Z');
  const expiresAt = new Date(Date.now() + 1e9);
  await api.storage.contacts.upsert([contactOf(key, '10', { createdAt: first, expiresAt })]);
  await api.storage.contacts.upsert([
    contactOf(key, '10', {
      createdAt: new Date(),
      expiresAt: new Date(Date.now() + 2e9),
      name: 'Иван Новый',
    }),
  ]);
  const seen = async () => (await api.storage.contacts.known(key, ['10'])).get('10');
  expect(await seen()).toMatchObject({ name: 'Иван Новый', createdAt: first, expiresAt });
  await api.storage.contacts.upsert([contactOf(key, '10')]);
  expect(await seen()).toMatchObject({ createdAt: first, expiresAt: null });
  await api.storage.contacts.upsert([contactOf(key, '10', { expiresAt })]);
  expect(await seen()).toMatchObject({ expiresAt: null });
});

test('everybody of a family with one phone goes, and so does a person whom the vendor has merged', async () => {
  await store('1', contactOf(key, '10'));
  await store('2', contactOf(key, '11', { name: 'Ольга Ёлкина', surname: 'Ёлкина', emails: [] }));
  await store(
    '3',
    contactOf(key, '12', { currentExternalId: '10', phones: ['+79990000005'], emails: [], name: 'И. Ёлкин' }),
  );
  expect((await erase({ phone: '+7 (999) 000-00-03' })).json()).toMatchObject({
    contacts: 3,
    leads: 3,
    deals: 3,
  });
  expect(await dump()).not.toMatch(/Ёлкин|елкин/);
});

test('erasing somebody unknown, or somebody twice, reports nothing and breaks nothing', async () => {
  await store('1', contactOf(key, '10'));
  const nobody = { contacts: 0, leads: 0, deals: 0, observations: 0, rawCopies: 0, deliveries: 0 };
  expect((await erase({ email: 'nobody@example.com' })).json()).toEqual(nobody);
  await erase({ phone: '+79990000003' });
  expect((await erase({ phone: '+79990000003' })).json()).toEqual(nobody);
});

test("a person of another tenant's stays", async () => {
  await store('1', contactOf(key, '10'));
  const other = await api.tenant();
  const answer = await api.call('POST', other.path('/erase'), other.key, { phone: '+79990000003' });
  expect(answer.json()).toMatchObject({ contacts: 0 });
  expect(await dump()).toContain('9990000003');
});

/** A delivery that holds these texts, dealt with as told. */
const delivery = (body: string, over: Partial<InboxDocument> = {}) => rowOf(api, key, body, over);

test('deliveries lose what they held of an erased person, wherever they stand, and nobody else does', async () => {
  await store('1', contactOf(key, '10'));
  // A record that was this person's once.
  await api.storage.observations.insert([
    observationOf(key, '5', '2026-03-01T10:00:00Z', { contactExternalId: '10' }),
  ]);
  const of = (externalId: string) => ({ results: [resultOf({ externalId })] });
  const unread = {
    results: [resultOf({ outcome: 'unrecognised', reason: 'json_invalid', externalId: null })],
  };
  const form = 'client[phone]=%2B7+%28999%29+000-00-03';
  const theirs = [
    delivery('{"without":"a phone"}', of('1')),
    delivery('{"client":"Иван"}', of('5')),
    delivery('{"phone":"8 (999) 000-00-03"}', { pending: true }),
    delivery(form, unread),
    delivery('', {
      ...unread,
      body: encryptDelivery(api.keyring, key, gzipSync(form)),
      contentEncoding: 'gzip',
    }),
    delivery('', {
      ...unread,
      body: encryptDelivery(api.keyring, key, gzipSync(form)),
      contentEncoding: 'X-GZip',
    }),
    delivery('{"phone":79990000003}', {
      results: [resultOf({ outcome: 'mismatch', reason: 'token_differs' })],
    }),
  ];
  const others = [
    delivery('{"phone":"+79990000004"}', of('2')),
    delivery('{"phone":"+79990000004"}', { pending: true }),
    delivery('{"phone":"+79990000004"}', unread),
  ];
  const foreign = rowOf(
    api,
    { ...key, tenantId: (await api.tenant()).id },
    '{"phone":"+79990000003"}',
    unread,
  );
  await api.storage.inbox.insertGroup([...theirs, ...others, foreign]);

  expect((await erase({ phone: '+79990000003' })).json()).toMatchObject({ contacts: 1, deliveries: 7 });

  const inbox = api.db.collection<InboxDocument>('inbox');
  const rows = new Map((await inbox.find({}).toArray()).map((row) => [row._id.toHexString(), row]));
  const now = ({ _id }: InboxDocument) => rows.get(_id.toHexString());
  for (const row of theirs) {
    expect(now(row)).toBeDefined();
    expect(now(row)?.body).toBeUndefined();
    expect(now(row)?.token).toBeUndefined();
    expect(now(row)?.expiresAt).toBeInstanceOf(Date);
  }
  for (const row of [...others, foreign]) expect(now(row)?.body).toBeDefined();
  const waited = now(theirs[2] ?? foreign);
  expect(waited).toMatchObject({ pending: false, results: [{ outcome: 'ignored', reason: 'erased' }] });
  expect(await api.storage.inbox.pending(key, 10, [])).toHaveLength(1);
  // A drain that has read the row before ends it in vain.
  const read = theirs[2] ?? foreign;
  await api.storage.inbox.settle(key, [{ id: read._id, results: [resultOf()] }], new Date());
  expect(await inbox.findOne({ _id: read._id, tenantId: tenant.id })).toMatchObject({
    results: [{ outcome: 'ignored', reason: 'erased' }],
  });
  expect((await erase({ phone: '+79990000003' })).json()).toMatchObject({ deliveries: 0 });
});

test('a delivery with an e-mail is found by it, also where nobody is known by it', async () => {
  const unread = {
    results: [resultOf({ outcome: 'unrecognised', reason: 'json_invalid', externalId: null })],
  };
  await api.storage.inbox.insertGroup([delivery('{"mail":"IVAN@example.com"}', unread)]);
  expect((await erase({ email: 'ivan@example.com' })).json()).toMatchObject({ contacts: 0, deliveries: 1 });
});
