import type { StageStatus } from './names';
import type { CustomField, Funnel, Observation, ObservedFields, Stage } from './observation';

/** Times of a deal that are our estimate and not the vendor's word. */
export type EstimatedTime = 'createdAt' | 'changedAt' | 'stageChangedAt' | 'closedAt';

/** What a vendor record is, by all that has been observed of it. */
export interface FoldedDeal {
  readonly name: string;
  readonly amount: string | null;
  readonly paidAmount: string | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly stageChangedAt: Date;
  readonly closedAt: Date | null;
  readonly estimated: readonly EstimatedTime[];
  readonly funnelKey: string;
  readonly stageKey: string;
  readonly stageStatus: StageStatus;
  readonly statusText: string | null;
  readonly contactExternalId: string | null;
  readonly employeeExternalId: string | null;
  readonly customFields: readonly CustomField[];
  readonly crmSource: string | null;
  readonly deleted: boolean;
  readonly online: boolean | null;
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * The vendor's clock may run ahead: a change time more than a day after receipt counts as receipt.
 */
export function effectiveChangeTime(observation: Pick<Observation, 'changedAt' | 'receivedAt'>): Date {
  return observation.changedAt.getTime() > observation.receivedAt.getTime() + DAY
    ? observation.receivedAt
    : observation.changedAt;
}

function isEstimated(observation: Observation): boolean {
  return observation.changedAtEstimated || effectiveChangeTime(observation) !== observation.changedAt;
}

/** Observations in the order in which the vendor's record went through them. */
export function inOrder<T extends Observation>(observations: readonly T[]): T[] {
  return [...observations].sort(
    (left, right) =>
      effectiveChangeTime(left).getTime() - effectiveChangeTime(right).getTime() || left.place - right.place,
  );
}

/** Each field takes the newest value that names it; an absent field keeps what is known. */
export function mergeFields(known: ObservedFields, newer: ObservedFields): ObservedFields {
  const named = Object.entries(newer).filter(([, value]) => value !== undefined);
  const merged: ObservedFields = { ...known, ...Object.fromEntries(named) };
  if (known.customFields === undefined || newer.customFields === undefined) return merged;
  return { ...merged, customFields: mergeCustomFields(known.customFields, newer.customFields) };
}

/** By code. The type a code had first stays: a later value of another type is not taken. */
function mergeCustomFields(known: readonly CustomField[], newer: readonly CustomField[]): CustomField[] {
  const fields = new Map(known.map((field) => [field.code, field]));
  for (const field of newer) {
    const type = fields.get(field.code)?.type ?? field.type;
    if (field.type === type) fields.set(field.code, field);
  }
  return [...fields.values()];
}

/**
 * Folds all observations of one record, in any order of arrival, into its deal.
 *
 * @param fallbackName shown when no observation names the deal.
 * @throws RangeError without observations: a deal nobody saw does not exist.
 */
export function foldDeal(
  observations: readonly Observation[],
  funnel: Funnel,
  fallbackName: string,
): FoldedDeal {
  const ordered = inOrder(observations);
  const [first] = ordered;
  const last = ordered.at(-1);
  if (first === undefined || last === undefined) throw new RangeError('a deal needs an observation');

  let fields: ObservedFields = {};
  let stage: Stage = funnel.stages[0];
  let stageChange: Observation = first;
  let closing: Observation | null = null;
  let firstSeen = first.receivedAt;

  for (const observation of ordered) {
    fields = mergeFields(fields, observation.fields);
    if (observation.receivedAt < firstSeen) firstSeen = observation.receivedAt;
    const next = stageOf(funnel, observation.fields.stageKey) ?? stage;
    if (next.key !== stage.key) stageChange = observation;
    if (next.status === 'in_process') closing = null;
    else if (closing === null || next.status !== stage.status) closing = observation;
    stage = next;
  }

  const estimated: EstimatedTime[] = [];
  if (fields.createdAt === undefined) estimated.push('createdAt');
  if (isEstimated(last)) estimated.push('changedAt');
  if (isEstimated(stageChange)) estimated.push('stageChangedAt');
  if (closing !== null && isEstimated(closing)) estimated.push('closedAt');

  return {
    name: fields.name ?? fallbackName,
    amount: fields.amount ?? null,
    paidAmount: fields.paidAmount ?? null,
    createdAt: fields.createdAt ?? earlier(firstSeen, fields.visitAt ?? null),
    changedAt: effectiveChangeTime(last),
    stageChangedAt: effectiveChangeTime(stageChange),
    closedAt: closing === null ? null : effectiveChangeTime(closing),
    estimated,
    funnelKey: fields.funnelKey ?? funnel.key,
    stageKey: stage.key,
    stageStatus: stage.status,
    statusText: fields.statusText ?? null,
    contactExternalId: fields.contactExternalId ?? null,
    employeeExternalId: fields.employeeExternalId ?? null,
    customFields: fields.customFields ?? [],
    crmSource: fields.crmSource ?? null,
    deleted: fields.deleted ?? false,
    online: fields.online ?? null,
  };
}

function stageOf(funnel: Funnel, key: string | undefined): Stage | undefined {
  return key === undefined ? undefined : funnel.stages.find((stage) => stage.key === key);
}

/** A booking cannot be made after its visit. */
function earlier(seen: Date, visit: Date | null): Date {
  return visit !== null && visit < seen ? visit : seen;
}
