import { z } from 'zod';
import { encodePosition } from '../../src/api/cursor';
import { searchTokens } from '../../src/domain/search';
import type { DealDocument } from '../../src/storage/deals';
import { stageId } from '../../src/storage/funnels';
import { startApi, type TestApi, type TestTenant } from './harness';
import { dealOf, funnel } from './records';

const DEALS = 100_000;
const BATCH = 10_000;
const MINUTE = 60_000;
const START = Date.parse('2026-01-01T00:00:00Z');

let api: TestApi;
let tenant: TestTenant;
let key: { tenantId: string; integrationId: string };

beforeAll(async () => {
  api = await startApi();
  tenant = await api.tenant();
  key = { tenantId: tenant.id, integrationId: 'medods' };
  const deals = api.db.collection<DealDocument>('deals');
  for (let first = 0; first < DEALS; first += BATCH) {
    await deals.insertMany(
      Array.from({ length: BATCH }, (_, offset) => numbered(first + offset)),
      { ordered: false, writeConcern: { w: 1 } },
    );
  }
  // Another tenant's deals must not be met on the way.
  const other = await api.tenant();
  await deals.insertMany(
    Array.from({ length: 1_000 }, (_, index) =>
      dealOf({ tenantId: other.id, integrationId: 'medods' }, `other-${index}`),
    ),
  );
  await api.db.command({ profile: 2 });
}, 120_000);
afterAll(() => api.close());

function numbered(index: number): DealDocument {
  const stage = index % 50 === 0 ? 'paid' : 'serviced';
  const phone = `+7999${String(index).padStart(7, '0')}`;
  return dealOf({ ...key, integrationId: index % 10 === 0 ? 'medods-2' : 'medods' }, String(index), {
    createdAt: new Date(START + index * MINUTE),
    stageId: stageId(key, funnel, stage),
    stageStatus: stage === 'paid' ? 'success' : 'in_process',
    attribution: {
      kind: 'default_campaign',
      reason: 'no_session',
      campaignId: index % 1_000 === 7 ? 'rare' : 'usual',
    },
    search: searchTokens([`Запись ${index}`, `Фамилия${index}`, 'Иван'], [phone]),
  });
}

const profiled = z.object({ nreturned: z.number(), docsExamined: z.number(), keysExamined: z.number() });

/** What the server did for the query of a list. */
async function queryOf(path: string) {
  const profile = api.db.collection('system.profile');
  const comment = { ns: `${api.db.databaseName}.deals`, op: 'query' };
  const before = await profile.countDocuments(comment);
  const answer = await api.call('GET', tenant.path(path), tenant.key);
  expect(answer.statusCode).toBe(200);
  const entries = await profile.find(comment).sort({ ts: 1 }).skip(before).toArray();
  expect(entries).toHaveLength(1);
  return profiled.parse(entries[0]);
}

const positionInTheMiddle = () =>
  encodePosition(['deals', tenant.id], { at: new Date(START + (DEALS / 2) * MINUTE), id: 'deal_x' });

const hot: readonly { readonly what: string; readonly path: () => string; readonly found: number }[] = [
  { what: 'the first page', path: () => '/deals', found: 51 },
  { what: 'the longest page', path: () => '/deals?limit=200', found: 201 },
  { what: 'a page in the middle', path: () => `/deals?cursor=${positionInTheMiddle()}`, found: 51 },
  { what: 'a day', path: () => '/deals?from=2026-02-01&to=2026-02-01', found: 51 },
  { what: 'a stage', path: () => `/deals?stage=${stageId(key, funnel, 'paid')}`, found: 51 },
  { what: 'a state', path: () => '/deals?state=success', found: 51 },
  { what: 'an integration', path: () => '/deals?integration=medods-2', found: 51 },
  { what: 'a rare campaign', path: () => '/deals?campaign=rare', found: 51 },
  {
    what: 'a campaign of a day in a state',
    path: () => '/deals?campaign=rare&from=2026-01-02&to=2026-01-20&state=in_process',
    found: 27,
  },
  { what: 'a campaign that is not', path: () => '/deals?campaign=none', found: 0 },
  { what: 'a phone', path: () => '/deals?q=%2B79990012345', found: 1 },
  { what: 'the last digits of a phone', path: () => '/deals?q=0012345', found: 1 },
  { what: 'a surname', path: () => `/deals?q=${encodeURIComponent('фамилия54321')}`, found: 1 },
  { what: 'a number of the vendor', path: () => '/deals?q=98765', found: 1 },
  { what: 'a name that is not', path: () => `/deals?q=${encodeURIComponent('никого')}`, found: 0 },
];

test.each(hot)(
  'among 100,000 deals $what examines no more documents than it returns',
  async ({ path, found }) => {
    const { nreturned, docsExamined } = await queryOf(path());
    expect(nreturned).toBe(found);
    expect(docsExamined).toBeLessThanOrEqual(nreturned * 1.1);
  },
);

test('a page in the middle seeks to its place instead of walking there', async () => {
  const { keysExamined, nreturned } = await queryOf(`/deals?cursor=${positionInTheMiddle()}`);
  expect(keysExamined).toBeLessThanOrEqual(nreturned * 1.1);
});
