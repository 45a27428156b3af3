import { z } from 'zod';
import { encodeId } from '../../src/api/cursor';
import type { IntegrationKey } from '../../src/domain/names';
import { createIdentifier } from '../../src/platform/hash';
import type { InboxDocument, RecordResult } from '../../src/storage/inbox';
import { connectSalon, idAt, resultOf, rowOf } from './deliveries';
import { startApi, type TestApi, type TestTenant } from './harness';

const ROWS = 100_000;
const BATCH = 10_000;
const MINUTE = 60_000;
const START = Date.parse('2026-01-01T00:00:00Z');

let api: TestApi;
let tenant: TestTenant;
let key: IntegrationKey;

beforeAll(async () => {
  api = await startApi();
  tenant = await api.tenant();
  key = await connectSalon(api, tenant);
  const inbox = api.db.collection<InboxDocument>('inbox');
  const sample = rowOf(api, key, '{"record":{"id":1}}');
  for (let first = 0; first < ROWS; first += BATCH) {
    await inbox.insertMany(
      Array.from({ length: BATCH }, (_, offset) => numbered(sample, first + offset)),
      { ordered: false, writeConcern: { w: 1 } },
    );
  }
  // Another integration's deliveries must not be met on the way.
  const other = { ...key, integrationId: `profsalon-${createIdentifier()}` };
  await inbox.insertMany(
    Array.from({ length: 1_000 }, (_, index) => ({ ...numbered(sample, index * 100), ...other })),
  );
  await api.db.command({ profile: 2 });
}, 240_000);
afterAll(() => api.close());

function numbered({ expiresAt, ...sample }: InboxDocument, index: number): InboxDocument {
  const receivedAt = new Date(START + index * MINUTE);
  const pending = index % 1_000 === 3;
  return {
    ...sample,
    _id: idAt(receivedAt),
    receivedAt,
    place: receivedAt.getTime() * 1_000,
    pending,
    results: pending ? [] : resultsOf(index),
    ...(pending || expiresAt === undefined ? {} : { expiresAt }),
    ...(index % 10_000 === 11 ? { test: true } : {}),
  };
}

/** Most are applied; some are read as nothing, for one of two reasons; every twentieth holds two records. */
function resultsOf(index: number): RecordResult[] {
  const externalId = String(index % 20_000);
  if (index % 500 === 7) {
    return [resultOf({ outcome: 'unrecognised', reason: 'envelope_unknown', externalId: null })];
  }
  if (index % 100 === 9)
    return [resultOf({ outcome: 'unrecognised', reason: 'json_invalid', externalId: null })];
  const second = index % 20 === 0 ? [resultOf({ externalId: `${externalId}-b`, outcome: 'stale' })] : [];
  return [resultOf({ externalId }), ...second];
}

const profiled = z.object({ nreturned: z.number(), docsExamined: z.number(), keysExamined: z.number() });

/** What the server did for the query of a list. */
async function queryOf(query: string) {
  const profile = api.db.collection('system.profile');
  const comment = { ns: `${api.db.databaseName}.inbox`, op: 'query' };
  const before = await profile.countDocuments(comment);
  const answer = await api.call('GET', tenant.path(`/integrations/profsalon/events${query}`), tenant.key);
  expect(answer.statusCode).toBe(200);
  const entries = await profile.find(comment).sort({ ts: 1 }).skip(before).toArray();
  expect(entries).toHaveLength(1);
  return profiled.parse(entries[0]);
}

const inTheMiddle = () =>
  encodeId(['events', tenant.id, 'profsalon'], idAt(new Date(START + (ROWS / 2) * MINUTE)).toHexString());
const day = 'from=2026-02-01&to=2026-02-01';

const hot: readonly { readonly what: string; readonly query: () => string; readonly found: number }[] = [
  { what: 'the first page', query: () => '', found: 51 },
  { what: 'a page in the middle', query: () => `?cursor=${inTheMiddle()}`, found: 51 },
  { what: 'a day', query: () => `?${day}&limit=200`, found: 201 },
  { what: 'the end of a day', query: () => '?from=2026-02-01T20:30:00Z&to=2026-02-01T20:59:00Z', found: 30 },
  { what: 'an outcome', query: () => '?outcome=unrecognised', found: 51 },
  { what: 'a rare outcome', query: () => '?outcome=error', found: 0 },
  { what: 'an outcome of a day', query: () => `?outcome=unrecognised&${day}`, found: 17 },
  { what: 'an outcome in the middle', query: () => `?outcome=stale&cursor=${inTheMiddle()}`, found: 51 },
  {
    what: 'an outcome for a reason',
    query: () => '?outcome=unrecognised&reason=envelope_unknown',
    found: 51,
  },
  { what: 'a reason', query: () => '?reason=json_invalid&limit=200', found: 201 },
  { what: 'a record', query: () => '?externalId=12345', found: 5 },
  { what: 'a record with an outcome', query: () => '?externalId=12340-b&outcome=stale', found: 5 },
  { what: 'what waits', query: () => '?outcome=pending', found: 51 },
  { what: 'our own tests', query: () => '?test=true', found: 10 },
];

test.each(hot)(
  'among 100,000 deliveries $what examines no more documents than it returns',
  async ({ query, found }) => {
    const { nreturned, docsExamined, keysExamined } = await queryOf(query());
    expect(nreturned).toBe(found);
    expect(docsExamined).toBeLessThanOrEqual(nreturned * 1.1);
    expect(keysExamined).toBeLessThanOrEqual(nreturned * 1.1 + 2);
  },
);

test('who waits, in all cabinets together, is found without a look at what was dealt with', async () => {
  const profile = api.db.collection('system.profile');
  const reads = { ns: `${api.db.databaseName}.inbox`, op: 'command', 'command.aggregate': 'inbox' };
  const before = await profile.countDocuments(reads);
  const oldest = await api.storage.inbox.oldestPending();
  const waiting = await api.storage.inbox.waitingSince(idAt(new Date()));
  expect(oldest.map(({ integrationId }) => integrationId)).toContain(key.integrationId);
  expect(waiting).toContainEqual(key);
  const entries = await profile.find(reads).sort({ ts: 1 }).skip(before).toArray();
  expect(entries).toHaveLength(2);
  for (const { keysExamined, docsExamined } of entries.map((entry) => profiled.parse(entry))) {
    expect(keysExamined).toBeLessThan(200);
    expect(docsExamined).toBe(0);
  }
});

test('the groups of 100,000 deliveries count every one of them', async () => {
  const answer = await api.call('GET', tenant.path('/integrations/profsalon/events/groups'), tenant.key);
  const { items } = z
    .object({
      items: z.array(z.object({ outcome: z.string(), reason: z.string().nullable(), count: z.number() })),
    })
    .parse(answer.json());
  const counts = Object.fromEntries(
    items.map(({ outcome, reason, count }) => [`${outcome}/${reason}`, count]),
  );
  expect(counts).toMatchObject({
    'pending/null': 100,
    'unrecognised/envelope_unknown': 200,
    'unrecognised/json_invalid': 1_000,
    'stale/null': 5_000,
  });
});
