import type { Told } from '../../dev/simulators/profsalon/shapes/told';
import type { Expectation } from './expectation';
import { countBy, groupBy } from './grouping';
import type { ShownDeal, ShownHistory, ShownLead, StoredSalon } from './stored-salon';

/** What is wrong, a sentence each; nothing is when all lists are empty. */
export interface Verdict {
  /** Acknowledged, and not there. */
  readonly missing: string[];
  /** There more often than it happened. */
  readonly twice: string[];
  /** There, and not as it was told. */
  readonly wrong: string[];
}

const stages: Readonly<Record<string, string>> = { canceled: 'failed', no_show: 'failed' };

/** Compares what a salon's deliveries became with what its journal tells. */
export function judgeSalon(
  expectations: ReadonlyMap<string, Expectation>,
  { rows, observations, deals, leads, histories }: StoredSalon,
): Verdict {
  const verdict: Verdict = { missing: [], twice: [], wrong: [] };
  const waiting = rows.filter(({ pending }) => pending).length;
  if (waiting > 0) verdict.missing.push(`${waiting} deliveries are still pending`);
  for (const { outcome } of rows.flatMap(({ results }) => results)) {
    if (outcome === 'applied' || outcome === 'duplicate' || outcome === 'stale') continue;
    verdict.wrong.push(`a whole delivery became ${outcome}`);
  }
  const rowsOf = countBy(rows.flatMap(({ results }) => results.map(({ externalId }) => externalId ?? '')));
  const observedOf = groupBy(observations, ({ externalId }) => externalId);
  const dealsOf = groupBy(deals, ({ externalId }) => externalId);
  const leadsOf = groupBy(leads, ({ externalId }) => externalId);
  const sharedClients = sharedClientIds(expectations);
  for (const expected of expectations.values()) {
    const { externalId, facts } = expected;
    judgeRows(verdict, expected, rowsOf.get(externalId) ?? 0);
    const times = (observedOf.get(externalId) ?? []).map(({ changedAt }) => changedAt.toISOString());
    judgeObservations(verdict, expected, times);
    judgeDeals(verdict, expected, dealsOf.get(externalId) ?? []);
    judgeHistory(verdict, expected, histories.get(externalId) ?? []);
    judgeLeads(verdict, expected, leadsOf.get(externalId) ?? [], sharedClients.has(facts.clientId ?? ''));
  }
  for (const externalId of dealsOf.keys()) {
    if (!expectations.has(externalId)) verdict.wrong.push(`deal ${externalId} was never told of`);
  }
  return verdict;
}

function judgeRows(
  { missing, twice }: Verdict,
  { externalId, acknowledgedPosts, unclearPosts }: Expectation,
  rows: number,
): void {
  if (rows < acknowledgedPosts) {
    missing.push(`record ${externalId}: ${rows} deliveries are kept of ${acknowledgedPosts} acknowledged`);
  }
  if (rows > acknowledgedPosts + unclearPosts) {
    twice.push(`record ${externalId}: ${rows} deliveries are kept of ${acknowledgedPosts} acknowledged`);
  }
}

function judgeObservations(
  { missing, twice, wrong }: Verdict,
  { externalId, acknowledged, told }: Expectation,
  times: readonly string[],
): void {
  for (const time of acknowledged) {
    if (!times.includes(time)) missing.push(`record ${externalId}: its change of ${time} was not observed`);
  }
  for (const [time, count] of countBy(times)) {
    if (count > 1) twice.push(`record ${externalId}: its change of ${time} was observed ${count} times`);
    if (!told.has(time)) wrong.push(`record ${externalId}: a change of ${time} that nobody told of`);
  }
}

function judgeDeals(verdict: Verdict, { externalId, facts }: Expectation, deals: readonly ShownDeal[]): void {
  const [deal] = deals;
  if (deal === undefined) {
    verdict.missing.push(`record ${externalId} is no deal`);
    return;
  }
  if (deals.length > 1) verdict.twice.push(`record ${externalId} is ${deals.length} deals`);
  const compare = (what: string, found: unknown, expected: unknown): void => {
    if (found !== expected) {
      verdict.wrong.push(
        `${what} of record ${externalId} is ${String(found)} instead of ${String(expected)}`,
      );
    }
  };
  compare('amount', deal.amount, facts.sum ?? null);
  compare('paid amount', deal.paidAmount, facts.paidSum ?? null);
  compare('creation', Date.parse(deal.createdAt), Date.parse(facts.createdAt ?? ''));
  compare('stage', deal.stageId.split('.').at(-1), stageOf(facts));
  compare('deletion', deal.deleted, facts.deleted ?? false);
  compare('person', deal.contactId !== null, facts.clientId !== undefined);
  if (facts.name !== undefined) compare('name', deal.name, facts.name);
  const fields = Object.fromEntries(deal.customFields.map(({ code, value }) => [code, value]));
  for (const [code, value] of Object.entries(facts.extraFields ?? {})) compare(code, fields[code], value);
}

function stageOf({ status = 'new', deleted }: Told): string {
  return deleted === true ? 'failed' : (stages[status] ?? status);
}

/** Each change that a deal shows has its item. One that only words additional fields differently may have one. */
function judgeHistory(
  { missing, twice, wrong }: Verdict,
  { externalId, shown }: Expectation,
  items: ShownHistory,
): void {
  const times = items.map(({ changedAt }) => changedAt);
  for (const time of shown) {
    if (!times.includes(time)) missing.push(`record ${externalId}: its history lacks the change of ${time}`);
  }
  for (const [time, count] of countBy(times)) {
    if (count > 1) twice.push(`record ${externalId}: its history has the change of ${time} ${count} times`);
  }
  for (const { changedAt, changes } of items) {
    const isWording = changes.every(({ field }) => field === 'customFields');
    if (!shown.has(changedAt) && !isWording) {
      wrong.push(`record ${externalId}: its history shows a change of ${changedAt} that changed nothing`);
    }
  }
}

/** Only what the client booked is a lead. */
function judgeLeads(
  { missing, twice, wrong }: Verdict,
  { externalId, facts }: Expectation,
  leads: readonly ShownLead[],
  hasSharedClient: boolean,
): void {
  const [lead] = leads;
  if (leads.length > 1) twice.push(`record ${externalId} is ${leads.length} leads`);
  if (facts.isOnline !== true) {
    if (lead !== undefined) wrong.push(`record ${externalId} is a lead though the staff made it`);
    return;
  }
  if (lead === undefined) {
    missing.push(`record ${externalId} is no lead`);
    return;
  }
  if (hasSharedClient) return;
  const { phone, email } = lead.contact;
  if (phone !== (facts.phone ?? null)) wrong.push(`the lead ${externalId} has another phone`);
  if (email !== (facts.email ?? null)) wrong.push(`the lead ${externalId} has another e-mail`);
}

/** People of several records: what is known of them is told by all of these together. */
function sharedClientIds(expectations: ReadonlyMap<string, Expectation>): Set<string> {
  const counts = countBy([...expectations.values()].flatMap(({ facts }) => facts.clientId ?? []));
  return new Set([...counts].filter(([, count]) => count > 1).map(([id]) => id));
}
