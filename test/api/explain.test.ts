import { z } from 'zod';
import { encodePosition } from '../../src/api/cursor';
import { searchTokens } from '../../src/domain/search';
import type { DealDocument } from '../../src/storage/deals';
import { employeeId } from '../../src/storage/employees';
import { funnelId, stageId } from '../../src/storage/funnels';
import type { LeadDocument } from '../../src/storage/leads';
import { startApi, type TestApi, type TestTenant } from './harness';
import { dealOf, funnel, leadOf } from './records';

const DEALS = 100_000;
const LEADS = 10_000;
/** So many of the oldest are of what there is no more. */
const FIRST_ONES = 10;
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
  await api.db.collection<LeadDocument>('leads').insertMany(
    Array.from({ length: LEADS }, (_, index) => numberedLead(index)),
    { ordered: false, writeConcern: { w: 1 } },
  );
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
  const integrationId = index < FIRST_ONES ? 'medods-3' : index % 10 === 0 ? 'medods-2' : 'medods';
  const own = { ...key, integrationId };
  const createdAt = new Date(START + index * MINUTE);
  return dealOf(own, String(index), {
    createdAt,
    closedAt: stage === 'paid' ? createdAt : null,
    stageId: stageId(own, funnel, index < FIRST_ONES ? 'approved' : stage),
    stageStatus: index === 9 ? 'failed' : stage === 'paid' ? 'success' : 'in_process',
    employeeId: employeeId(own, index < FIRST_ONES ? 'left' : '42'),
    deleted: index === 8,
    attribution:
      index === 5
        ? { kind: 'default_source', reason: 'no_session', sourceId: 'rare', siteId: 'w1' }
        : {
            kind: 'default_campaign',
            reason: 'no_session',
            campaignId: index % 1_000 === 7 ? 'rare' : 'usual',
          },
    search: searchTokens([`Запись ${index}`, `Фамилия${index}`, 'Иван'], [phone]),
  });
}

/** Leads of the same beginning: an integration, a campaign and a source that nobody uses any more. */
function numberedLead(index: number): LeadDocument {
  const isFirst = index < FIRST_ONES;
  return leadOf({ ...key, integrationId: isFirst ? 'medods-3' : 'medods' }, String(index), {
    createdAt: new Date(START + index * MINUTE),
    state: isFirst ? 'no_contact' : 'ready',
    attribution: isFirst
      ? { kind: 'session', reason: 'one_session', campaignId: 'old', sourceId: 'old' }
      : { kind: 'default_campaign', reason: 'no_session', campaignId: 'usual' },
  });
}

/** Those of a page of 200, or of a frequent value that is not in every deal. */
const KEYS_AT_MOST = 4_000;

const profiled = z.object({ nreturned: z.number(), docsExamined: z.number(), keysExamined: z.number() });

/** What the server did for the query of a list. */
async function queryOf(path: string, list: 'deals' | 'leads' = 'deals') {
  const profile = api.db.collection('system.profile');
  const comment = { ns: `${api.db.databaseName}.${list}`, op: 'query' };
  const before = await profile.countDocuments(comment);
  const answer = await api.call('GET', tenant.path(path), tenant.key);
  expect(answer.statusCode).toBe(200);
  const entries = await profile.find(comment).sort({ ts: 1 }).skip(before).toArray();
  expect(entries).toHaveLength(1);
  return profiled.parse(entries[0]);
}

const positionInTheMiddle = () =>
  encodePosition(['deals', tenant.id], { at: new Date(START + (DEALS / 2) * MINUTE), id: 'deal_x' });

interface HotQuery {
  readonly what: string;
  readonly path: () => string;
  readonly found: number;
  /** Documents examined, where it is more than those found. */
  readonly examined?: number;
}

const hot: readonly HotQuery[] = [
  { what: 'the first page', path: () => '/deals', found: 51 },
  { what: 'the longest page', path: () => '/deals?limit=200', found: 201 },
  { what: 'a page in the middle', path: () => `/deals?cursor=${positionInTheMiddle()}`, found: 51 },
  { what: 'a day', path: () => '/deals?from=2026-02-01&to=2026-02-01', found: 51 },
  {
    what: 'a stage',
    path: () => `/deals?stage=${stageId({ ...key, integrationId: 'medods-2' }, funnel, 'paid')}`,
    found: 51,
  },
  { what: 'a state', path: () => '/deals?state=success', found: 51 },
  { what: 'an integration', path: () => '/deals?integration=medods-2', found: 51 },
  { what: 'a rare campaign', path: () => '/deals?campaign=rare', found: 51 },
  {
    what: 'a campaign of a day in a state',
    path: () => '/deals?campaign=rare&from=2026-01-02&to=2026-01-20&state=in_process',
    found: 27,
  },
  { what: 'a campaign that is not', path: () => '/deals?campaign=none', found: 0 },
  {
    what: 'a stage of the beginning',
    path: () => `/deals?stage=${stageId({ ...key, integrationId: 'medods-3' }, funnel, 'approved')}`,
    found: 10,
  },
  {
    what: 'a funnel of the beginning',
    path: () => `/deals?funnel=${funnelId({ ...key, integrationId: 'medods-3' }, funnel)}`,
    found: 10,
  },
  { what: 'an integration of the beginning', path: () => '/deals?integration=medods-3', found: 10 },
  { what: 'an integration that is not', path: () => '/deals?integration=none', found: 0 },
  { what: 'a state of one deal', path: () => '/deals?state=failed', found: 1 },
  {
    what: 'a state of an integration that it does not have',
    path: () => '/deals?integration=medods-2&state=failed',
    found: 0,
  },
  {
    what: 'an employee who left',
    path: () => `/deals?employee=${employeeId({ ...key, integrationId: 'medods-3' }, 'left')}`,
    found: 10,
  },
  { what: 'nobody', path: () => '/deals?employee=none', found: 0 },
  { what: 'a rare source', path: () => '/deals?source=rare', found: 1 },
  { what: 'deleted deals', path: () => '/deals?deleted=true', found: 1 },
  { what: 'a day of closing', path: () => '/deals?closedFrom=2026-01-02&closedTo=2026-01-02', found: 28 },
  { what: 'what was closed before', path: () => '/deals?closedTo=2026-01-01', found: 26 },
  {
    what: 'a first name and a surname',
    path: () => `/deals?${new URLSearchParams({ q: 'Иван Фамилия54321' })}`,
    found: 1,
    // One that has all the words is met twice.
    examined: 2,
  },
  { what: 'a phone', path: () => '/deals?q=%2B79990012345', found: 1 },
  { what: 'the last digits of a phone', path: () => '/deals?q=0012345', found: 1 },
  { what: 'a surname', path: () => `/deals?q=${encodeURIComponent('фамилия54321')}`, found: 1 },
  { what: 'a number of the vendor', path: () => '/deals?q=98765', found: 1 },
  { what: 'a name that is not', path: () => `/deals?q=${encodeURIComponent('никого')}`, found: 0 },
];

test.each(hot)(
  'among 100,000 deals $what examines no more documents than it returns',
  async ({ path, found, examined }) => {
    const { nreturned, docsExamined, keysExamined } = await queryOf(path());
    expect(nreturned).toBe(found);
    expect(keysExamined).toBeLessThanOrEqual(KEYS_AT_MOST);
    expect(docsExamined).toBeLessThanOrEqual(examined ?? nreturned * 1.1);
  },
);

test.each([
  ['an integration of the beginning', '/leads?integration=medods-3'],
  ['a campaign of the beginning', '/leads?campaign=old'],
  ['a source of the beginning', '/leads?source=old'],
  ['a state of the beginning', '/leads?state=no_contact'],
])('among 10,000 leads %s is found without walking there', async (_what, path) => {
  const { nreturned, docsExamined, keysExamined } = await queryOf(path, 'leads');
  expect(nreturned).toBe(FIRST_ONES);
  expect(docsExamined).toBe(FIRST_ONES);
  expect(keysExamined).toBeLessThanOrEqual(FIRST_ONES + 5);
});

test('a dashboard reads the keys of an index and no documents', async () => {
  const profile = api.db.collection('system.profile');
  const before = await profile.countDocuments({ op: 'command' });
  const answer = await api.call('GET', tenant.path('/dashboard?from=2026-01-01&to=2026-01-31'), tenant.key);
  expect(answer.json().totals.deals).toBeGreaterThan(40_000);
  const entries = await profile.find({ op: 'command' }).sort({ ts: 1 }).skip(before).toArray();
  const sums = entries.filter(({ ns }) => /\.(deals|leads)$/.test(String(ns)));
  expect(sums).toHaveLength(2);
  for (const entry of sums) expect(profiled.partial().parse(entry).docsExamined).toBe(0);
});

test('a page in the middle seeks to its place instead of walking there', async () => {
  const { keysExamined, nreturned } = await queryOf(`/deals?cursor=${positionInTheMiddle()}`);
  expect(keysExamined).toBeLessThanOrEqual(nreturned * 1.1);
});
