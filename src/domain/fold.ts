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
  /** What `online` was after each observation, so that what it once was does not depend on arrival. */
  readonly onlineStates: readonly (boolean | null)[];
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

/**
 * Without what was read again: of the readings of one record in one delivery the last one stands. The
 * others may have named what it does not name, so they must not shine through.
 */
export function standing<T extends Observation>(observations: readonly T[]): T[] {
  const last = new Map<string, number>();
  for (const observation of observations) {
    const reading = readingOf(observation);
    if (reading !== null) last.set(reading, Math.max(last.get(reading) ?? 0, readAt(observation)));
  }
  return observations.filter((observation) => {
    const reading = readingOf(observation);
    return reading === null || last.get(reading) === readAt(observation);
  });
}

/** Null for what can be read but once. */
function readingOf({ delivery, place }: Observation): string | null {
  return delivery === undefined ? null : `${delivery}/${place}`;
}

function readAt({ readAgainAt }: Observation): number {
  return readAgainAt?.getTime() ?? 0;
}

/** Key of the funnel an observation puts its deal into: the one it names, or where deals were moved to since. */
export function funnelKeyOf(
  { fields: { funnelKey }, receivedAt }: Pick<Observation, 'fields' | 'receivedAt'>,
  { moved }: Pick<Funnel, 'moved'>,
): string | undefined {
  const isMoved = funnelKey !== undefined && moved !== undefined && receivedAt < moved.before;
  return isMoved ? moved.to : funnelKey;
}

/** Observations under the settings of now: what status codes stand for, and into which funnel deals were moved. */
export function underSettings<T extends Observation>(
  observations: readonly T[],
  funnel: Pick<Funnel, 'stageOfStatus' | 'moved'>,
): T[] {
  return observations.map((observation) => {
    const { statusCode } = observation;
    const { stageKey: readAs, funnelKey: _, ...others } = observation.fields;
    const stageKey =
      statusCode === undefined || funnel.stageOfStatus === undefined
        ? readAs
        : funnel.stageOfStatus(statusCode);
    const funnelKey = funnelKeyOf(observation, funnel);
    const fields: ObservedFields = {
      ...others,
      ...(stageKey === undefined ? {} : { stageKey }),
      ...(funnelKey === undefined ? {} : { funnelKey }),
    };
    return { ...observation, fields };
  });
}

/** Observations in the order in which the vendor's record went through them. */
function inOrder<T extends Observation>(observations: readonly T[]): T[] {
  return standing(observations).sort(
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
 * What was known of a record after each of its observations, in their order. The stage that a deletion
 * names holds only while the record is deleted: one that is there again stands where it stood.
 */
export function* knownAfterEach<T extends Observation>(
  observations: readonly T[],
): Generator<{ readonly observation: T; readonly known: ObservedFields }> {
  let known: ObservedFields = {};
  let stageKey: string | undefined;
  for (const observation of inOrder(observations)) {
    const { fields } = observation;
    if (fields.deleted !== true) stageKey = fields.stageKey ?? stageKey;
    known = mergeFields(known, fields);
    if (known.deleted !== true && known.stageKey !== stageKey) known = withStage(known, stageKey);
    yield { observation, known };
  }
}

function withStage({ stageKey: _, ...others }: ObservedFields, stageKey: string | undefined): ObservedFields {
  return stageKey === undefined ? others : { ...others, stageKey };
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
  const ordered = [...knownAfterEach(underSettings(observations, funnel))];
  const [first] = ordered;
  const newest = ordered.at(-1);
  if (first === undefined || newest === undefined) throw new RangeError('a deal needs an observation');
  const { known: fields, observation: last } = newest;

  let stage: Stage = funnel.stages[0];
  /** Where it stands apart from being deleted. */
  let ownStage: Stage = stage;
  let stageChange: Observation = first.observation;
  let closing: Observation | null = null;
  let firstSeen = first.observation.receivedAt;

  for (const { observation, known } of ordered) {
    if (observation.receivedAt < firstSeen) firstSeen = observation.receivedAt;
    const named = stageOf(funnel, observation.fields.stageKey);
    if (observation.fields.deleted !== true) ownStage = named ?? ownStage;
    const next = known.deleted === true ? (named ?? stage) : ownStage;
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
    onlineStates: [...new Set(ordered.map(({ known }) => known.online ?? null))],
  };
}

function stageOf(funnel: Funnel, key: string | undefined): Stage | undefined {
  return key === undefined ? undefined : funnel.stages.find((stage) => stage.key === key);
}

/** A booking cannot be made after its visit. */
function earlier(seen: Date, visit: Date | null): Date {
  return visit !== null && visit < seen ? visit : seen;
}
