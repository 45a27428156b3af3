import { randomBytes } from 'node:crypto';
import { searchTokens } from '../../src/domain/search';
import { Keyring } from '../../src/platform/encryption';
import { createIdentifier } from '../../src/platform/hash';
import { connectMongo, type MongoConnection } from '../../src/platform/mongodb';
import { Secret } from '../../src/platform/secret';
import { type ContactDocument, contactId } from '../../src/storage/contacts';
import { type DealDocument, dealId } from '../../src/storage/deals';
import { type LeadDocument, leadId } from '../../src/storage/leads';
import type { StoredObservation } from '../../src/storage/observations';
import { noCounts, type RunDocument } from '../../src/storage/runs';
import { migrate, requireSchema, SchemaOutdatedError } from '../../src/storage/schema';
import { openStorage, type Storage } from '../../src/storage/storage';
import { testServer } from '../platform/environment';

const now = new Date('2026-03-14T10:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const key = { tenantId: 't1', integrationId: 'medods' };

let mongo: MongoConnection;
let storage: Storage;
beforeAll(async () => {
  const uri = new Secret(testServer('SKVOZ_TEST_MONGODB_URI'));
  const database = `test-${createIdentifier()}`;
  mongo = await connectMongo({ mongodb: { uri, database } }, { appName: database });
  await migrate(mongo.db);
  storage = openStorage(mongo.db);
});
beforeEach(async () => {
  for (const { name } of await mongo.db.listCollections().toArray()) {
    if (name !== 'meta') await mongo.db.collection(name).deleteMany({});
  }
});
afterAll(async () => {
  await mongo.db.dropDatabase();
  await mongo.close();
});

const lease = (runId: string, expiresAt = later(10)) => ({ runId, workflowId: runId, expiresAt });

describe('the checkpoint', () => {
  test('is held by one run at a time, however many ask at once', async () => {
    const asked = Array.from({ length: 20 }, (_, index) =>
      storage.checkpoints.acquire(key, lease(`run-${index}`), now),
    );
    expect((await Promise.all(asked)).filter((checkpoint) => checkpoint !== null)).toHaveLength(1);
  });

  test('is written by its holder alone, who knows its version', async () => {
    const held = await storage.checkpoints.acquire(key, lease('a'), now);
    const version = held?.version ?? 0;
    expect(await storage.checkpoints.save(key, version, lease('b'), { page: 9 })).toBeNull();
    expect(await storage.checkpoints.save(key, version + 1, lease('a'), { page: 9 })).toBeNull();
    expect(await storage.checkpoints.save(key, version, lease('a'), { page: 1 })).toBe(version + 1);
    expect(await storage.checkpoints.get(key)).toMatchObject({ position: { runId: 'a', at: { page: 1 } } });
  });

  test('is taken over when its lease has run out, and its former holder can write no more', async () => {
    const first = await storage.checkpoints.acquire(key, lease('a', later(1)), now);
    expect(await storage.checkpoints.acquire(key, lease('b'), later(0.9))).toBeNull();
    expect(await storage.checkpoints.acquire(key, lease('b'), later(1))).toMatchObject({
      lease: { runId: 'b' },
    });
    expect(await storage.checkpoints.save(key, first?.version ?? 0, lease('a'), {})).toBeNull();
    await storage.checkpoints.release(key, 'a', now);
    expect(await storage.checkpoints.get(key)).toMatchObject({ lease: { runId: 'b' }, highWater: null });
  });

  test('gives its position and its mark to those who come after', async () => {
    const held = await storage.checkpoints.acquire(key, lease('a'), now);
    await storage.checkpoints.save(key, held?.version ?? 0, lease('a'), { page: 7 });
    await storage.checkpoints.release(key, 'a', now);
    expect(await storage.checkpoints.acquire(key, lease('b'), now)).toMatchObject({
      highWater: now,
      position: { runId: 'a', at: { page: 7 } },
    });
    await storage.checkpoints.release(key, 'b', null);
    expect(await storage.checkpoints.get(key)).toMatchObject({ lease: null, highWater: now });
  });
});

const run: RunDocument = {
  _id: 'run-1',
  ...key,
  vendor: 'medods',
  kind: 'sync',
  state: 'queued',
  workflowId: 'w',
  range: null,
  requestedAt: now,
  startedAt: null,
  endedAt: null,
  progress: { done: 0, total: null },
  counts: noCounts,
  notes: [],
  error: null,
  waitingUntil: null,
  expiresAt: later(60),
};

test('a run is listed once, begins once, and keeps how it first ended', async () => {
  await Promise.all([storage.runs.ensure(run), storage.runs.ensure({ ...run, workflowId: 'other' })]);
  expect(await storage.runs.list(key, null, 10)).toHaveLength(1);
  await storage.runs.begin('t1', 'run-1', later(1));
  await storage.runs.begin('t1', 'run-1', later(2));
  expect(await storage.runs.get('t1', 'medods', 'run-1')).toMatchObject({
    startedAt: later(1),
    state: 'running',
  });
  const end = (state: 'succeeded' | 'cancelled') =>
    storage.runs.end('t1', 'run-1', { state, endedAt: later(3), error: null });
  expect([await end('succeeded'), await end('cancelled')]).toEqual([true, false]);
  await storage.runs.begin('t1', 'run-1', later(4));
  await storage.runs.update('t1', 'run-1', { state: 'waiting' });
  expect(await storage.runs.get('t1', 'medods', 'run-1')).toMatchObject({
    state: 'succeeded',
    endedAt: later(3),
  });
});

test('the same observation of the same run is kept once, of another run again', async () => {
  // Made anew each time: the driver writes the ids it gives into what it is given.
  const observed = (over: Partial<StoredObservation> = {}): StoredObservation => ({
    ...key,
    externalId: '7',
    origin: { kind: 'run', id: 'run-1' },
    contentHash: 'h',
    changedAt: now,
    changedAtEstimated: false,
    receivedAt: now,
    place: 1,
    fields: { amount: '1.00' },
    ...over,
  });
  await storage.observations.insert([observed()]);
  await storage.observations.insert([observed(), observed({ externalId: '8' })]);
  await storage.observations.insert([observed({ origin: { kind: 'run', id: 'run-2' } })]);
  await storage.observations.insert([observed({ tenantId: 't2' })]);
  const found = await storage.observations.ofRecords(key, ['7', '8']);
  expect([found.get('7')?.length, found.get('8')?.length]).toEqual([2, 1]);
});

function deal(over: Partial<DealDocument> = {}): DealDocument {
  return {
    _id: dealId(key, '7'),
    ...key,
    externalId: '7',
    vendor: 'medods',
    version: 1,
    listed: true,
    name: 'Запись № 7',
    amount: null,
    paidAmount: null,
    createdAt: now,
    changedAt: now,
    stageChangedAt: now,
    closedAt: null,
    estimated: [],
    funnelId: 'f',
    stageId: 'f.new',
    stageStatus: 'in_process',
    statusText: null,
    contactId: null,
    employeeId: null,
    customFields: [],
    crmSource: null,
    deleted: false,
    leadId: null,
    attribution: null,
    search: [],
    record: {
      contentHash: 'h',
      settingsHash: 's',
      changedAt: now,
      visitDate: null,
      attachment: null,
      contactUnread: false,
      missingOn: [],
    },
    ...over,
  };
}

test('of two folds of the same deal the second to come is told to fold again', async () => {
  const write = (expectedVersion: number | null, over: Partial<DealDocument>) =>
    storage.deals.write([{ expectedVersion, deal: deal(over) }]);
  const first = await Promise.all([write(null, { name: 'a' }), write(null, { name: 'b' })]);
  expect([...first].sort()).toEqual([false, true]);
  const second = await Promise.all([
    write(1, { version: 2, name: 'c' }),
    write(1, { version: 2, name: 'd' }),
  ]);
  expect([...second].sort()).toEqual([false, true]);
  expect(await storage.deals.get('t1', dealId(key, '7'))).toMatchObject({ version: 2 });
});

test('a deal that is not listed, or of another tenant, is not there', async () => {
  await storage.deals.write([{ expectedVersion: null, deal: deal({ listed: false }) }]);
  expect(await storage.deals.get('t1', dealId(key, '7'))).toBeNull();
  await storage.deals.write([{ expectedVersion: 1, deal: deal({ version: 2 }) }]);
  expect(await storage.deals.get('t1', dealId(key, '7'))).not.toBeNull();
  expect(await storage.deals.get('t2', dealId(key, '7'))).toBeNull();
});

test('bills are due longest unread first, and not those that are settled for long', async () => {
  const attached = (externalId: string, readMinutesAgo: number, watchUntil: Date) => ({
    expectedVersion: null,
    deal: deal({
      _id: dealId(key, externalId),
      externalId,
      record: {
        ...deal().record,
        attachment: { id: externalId, hash: 'h', readAt: later(-readMinutesAgo), watchUntil },
      },
    }),
  });
  await storage.deals.write([
    attached('1', 10, later(1)),
    attached('2', 30, later(1)),
    attached('3', 99, later(-1)),
    attached('4', -5, later(1)),
    attached('5', 20, later(1)),
  ]);
  const due = await storage.deals.dueAttachments(key, now, now, 2);
  expect(due.map(({ externalId }) => externalId)).toEqual(['2', '5']);
});

const lead: LeadDocument = {
  _id: leadId(key, '7'),
  ...key,
  externalId: '7',
  vendor: 'medods',
  state: 'no_contact',
  createdAt: now,
  createdAtEstimated: false,
  contactId: null,
  contact: { name: null, phone: null, email: null },
  attribution: { kind: 'default_campaign', reason: 'no_session', campaignId: 'c1' },
  dealId: null,
  search: [],
};

test('a lead keeps its campaign for ever, while its time and person may become known', async () => {
  await storage.leads.upsert([lead]);
  await storage.leads.upsert([
    {
      ...lead,
      state: 'ready',
      createdAt: later(5),
      contact: { name: 'Анна', phone: '+79991234567', email: null },
      attribution: { kind: 'default_campaign', reason: 'no_session', campaignId: 'c2' },
    },
  ]);
  const stored = await mongo.db.collection<LeadDocument>('leads').findOne({ _id: lead._id });
  expect(stored).toMatchObject({
    state: 'ready',
    createdAt: later(5),
    attribution: { campaignId: 'c1' },
  });
  expect(stored?.contact.phone).toBe('+79991234567');
});

const contact: ContactDocument = {
  _id: contactId(key, '7'),
  ...key,
  externalId: '7',
  currentExternalId: '7',
  name: 'Придумова Анна',
  surname: 'Придумова',
  phones: ['+79991234567'],
  emails: [],
  createdAt: now,
  readAt: now,
  search: searchTokens(['Придумова Анна'], ['+79991234567']),
  expiresAt: null,
  erasedAt: null,
};
const contactOf = async (_id = contact._id) =>
  mongo.db.collection<ContactDocument>('contacts').findOne({ _id });

test('somebody read with a list stays once referred to, also when the list comes again', async () => {
  await storage.contacts.upsert([{ ...contact, expiresAt: later(9) }]);
  expect(await contactOf()).toMatchObject({ expiresAt: later(9), name: contact.name });
  await storage.contacts.keep(key, ['7']);
  await storage.contacts.upsert([
    { ...contact, name: 'Новое имя', createdAt: later(3), expiresAt: later(20) },
  ]);
  expect(await contactOf()).toMatchObject({ expiresAt: null, name: 'Новое имя', createdAt: now });
});

test('people who are stored already keep nobody new from being stored', async () => {
  const another = (externalId: string) => ({ ...contact, _id: contactId(key, externalId), externalId });
  await storage.contacts.upsert([contact]);
  await storage.contacts.upsert([another('8'), { ...contact, name: 'Новое имя' }, another('9')]);
  // Somebody who was there when it was looked may have expired since.
  await storage.contacts.upsert([another('10')], new Map([['10', contact]]));
  expect([...(await storage.contacts.known(key, ['7', '8', '9', '10'])).keys()].sort()).toEqual([
    '10',
    '7',
    '8',
    '9',
  ]);
  expect(await contactOf()).toMatchObject({ name: 'Новое имя', createdAt: now });
});

test('somebody who was erased is not brought back by a pull', async () => {
  await storage.contacts.upsert([contact]);
  const keyring = new Keyring([{ id: 'k1', key: randomBytes(32) }]);
  const options = { keyring, now: later(1), deliveriesUntil: later(2) };
  await storage.erasure.erase('t1', { kind: 'phone', phone: '+79991234567' }, options);
  await storage.contacts.upsert([{ ...contact, readAt: later(5) }]);
  expect(await contactOf()).toMatchObject({ name: null, phones: [], erasedAt: later(1) });
});

test('a value that looks like an expression is stored as it is', async () => {
  await storage.contacts.upsert([{ ...contact, name: '$name', surname: '$$ROOT' }]);
  expect(await contactOf()).toMatchObject({ name: '$name', surname: '$$ROOT' });
});

test('a database that was not migrated is refused, with the command that migrates it', async () => {
  const meta = mongo.db.collection<{ _id: string }>('meta');
  await expect(requireSchema(mongo.db)).resolves.toBeUndefined();
  await meta.deleteMany({});
  try {
    await expect(requireSchema(mongo.db)).rejects.toThrow(SchemaOutdatedError);
    await expect(requireSchema(mongo.db)).rejects.toThrow(/npm run migrate/);
  } finally {
    await migrate(mongo.db);
  }
  await expect(requireSchema(mongo.db)).resolves.toBeUndefined();
});
