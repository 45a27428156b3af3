import { hash } from 'node:crypto';
import { effectiveChangeTime, funnelKeyOf, knownAfterEach, standing } from '../domain/fold';
import type { Funnel, Observation } from '../domain/observation';
import { decodedBytes } from '../platform/content-encoding';
import { decryptDelivery, decryptDeliveryToken } from '../platform/delivery-cipher';
import type { Keyring } from '../platform/encryption';
import type { InboxDocument, RecordResult } from '../storage/inbox';
import type { StoredObservation } from '../storage/observations';
import type {
  DeliveredRecord,
  NothingDelivered,
  RecordDelivered,
  WebhookConnection,
  WebhookConnector,
} from '../vendors/webhook';

/** One record of a delivery with the delivery it came in. */
export interface Arrival {
  readonly row: InboxDocument;
  readonly record: RecordDelivered;
  /** In the order of arrival: that of the delivery, and within it that of the body. */
  readonly place: number;
}

/** When a delivery says what it does, as a text that sorts by change time and then by arrival. */
export function saidAt({ row: { receivedAt }, record, place }: Arrival): string {
  const changedAt = effectiveChangeTime({ changedAt: record.changedAt ?? receivedAt, receivedAt });
  return `${changedAt.toISOString()}/${String(place).padStart(17, '0')}`;
}

/** Opens a delivery and reads it. Whatever the bytes are, each of its records has an outcome. */
export async function unpackRow(
  keyring: Keyring,
  connector: WebhookConnector,
  connection: WebhookConnection,
  row: InboxDocument,
): Promise<DeliveredRecord[]> {
  // Erased while it was on its way here.
  if (row.body === undefined) return [nothing('ignored', 'erased')];
  const bytes = decryptDelivery(keyring, row, row.body);
  const token = row.token === undefined ? null : decryptDeliveryToken(keyring, row, row.token);
  const body = await decodedBytes(bytes, row.contentEncoding);
  if (body === null) return [nothing('unrecognised', 'encoding_invalid')];
  return connector.unpack({ body, contentType: row.contentType, token }, connection);
}

function nothing(outcome: NothingDelivered['outcome'], reason: string): NothingDelivered {
  return { outcome, reason, externalId: null, warnings: [] };
}

/** What a record's arrival means beside what was observed of it before. */
export interface Judged {
  readonly result: RecordResult;
  /** Null for what has been observed already. */
  readonly observation: StoredObservation | null;
}

/**
 * Judges an arrival beside what is known of its record. With a change time of the vendor's, the same content at
 * the same time is a duplicate; without one, the content that was applied last. What is older than the
 * newest is stale: it still takes its place. Doing it again after a crash gives the same judgement.
 *
 * A replay is compared with the last reading of its own delivery: the same content is a duplicate, other
 * content stands in that reading's place from now on.
 *
 * @param observed observations of the record, those that arrived earlier in this drain included.
 * @param funnel of a deal that is new or changes now; a replay and what is stale leave a deal where it is.
 */
export function judge(
  { row, record, place }: Arrival,
  observed: readonly StoredObservation[],
  funnel: Pick<Funnel, 'key' | 'moved'>,
): Judged {
  const { externalId, warnings } = record;
  const delivery = (row.rootId ?? row._id).toHexString();
  const originId = row._id.toHexString();
  const readings = observed.filter((other) => isReadingOf(other, delivery, place));
  const others = standing(observed.filter((other) => !isReadingOf(other, delivery, place)));
  const earlier = others.filter((other) => other.place < place);
  const newest = newestOf(earlier);
  const [readBefore = null] = standing(readings.filter(({ origin }) => origin.id !== originId));
  const isReplay = row.replayedAt !== undefined;
  const state: StoredObservation = {
    tenantId: row.tenantId,
    integrationId: row.integrationId,
    externalId,
    origin: { kind: 'event', id: originId },
    contentHash: stateHash(record.contentHash, record.changedAt),
    changedAt: record.changedAt ?? row.receivedAt,
    changedAtEstimated: record.changedAt === null,
    receivedAt: row.receivedAt,
    place,
    contract: record.contract,
    fields: record.fields,
    ...(record.statusCode === undefined ? {} : { statusCode: record.statusCode }),
    delivery,
    ...(row.replayedAt === undefined ? {} : { readAgainAt: row.replayedAt }),
  };
  // What arrived after a replayed delivery had its say before the replay.
  const newestKnown = isReplay ? newestOf(others) : newest;
  const isStale = newestKnown !== null && isAfter(newestKnown, state);
  const stood =
    isReplay || isStale ? nearestTo(state, readBefore === null ? others : [...others, readBefore]) : null;
  const funnelKey = (stood === null ? undefined : funnelKeyOf(stood, funnel)) ?? funnel.key;
  const observation = { ...state, fields: { ...state.fields, funnelKey } };
  const result = (outcome: 'applied' | 'duplicate' | 'stale'): RecordResult => ({
    outcome,
    reason: null,
    externalId,
    warnings: [...warnings, ...misfits(observation, others)],
  });
  if (
    readBefore === null
      ? isRepeat(record, observation, others, newest)
      : isSameContent(readBefore, observation)
  )
    return { result: result('duplicate'), observation: null };
  return { result: result(isStale ? 'stale' : 'applied'), observation };
}

function isReadingOf(observation: Observation, delivery: string, place: number): boolean {
  return observation.delivery === delivery && observation.place === place;
}

function newestOf(observations: readonly StoredObservation[]): StoredObservation | null {
  return observations.reduce<StoredObservation | null>(
    (newest, other) => (newest === null || isAfter(other, newest) ? other : newest),
    null,
  );
}

/** Extra fields whose value is not taken, because the field was of another type at first. */
function misfits(observation: StoredObservation, others: readonly StoredObservation[]): string[] {
  const { customFields = [] } = observation.fields;
  if (customFields.length === 0) return [];
  const folded = [...knownAfterEach([...others, observation])].at(-1)?.known.customFields ?? [];
  const types = new Map(folded.map(({ code, type }) => [code, type]));
  return customFields
    .filter(({ code, type }) => types.get(code) !== type)
    .map(({ code }) => `extra_field_misfit:${code}`);
}

/** What the record was when it came to this state; of what is older than all, what it was first. */
function nearestTo(
  state: StoredObservation,
  observations: readonly StoredObservation[],
): StoredObservation | null {
  const inOrder = observations.toSorted((one, other) => (isAfter(one, other) ? 1 : -1));
  return inOrder.findLast((other) => !isAfter(other, state)) ?? inOrder[0] ?? null;
}

function isSameContent(one: StoredObservation, other: StoredObservation): boolean {
  return one.contentHash === other.contentHash;
}

/** Rows of several copies of the API may be seen in another order than their places: a told time settles it. */
function isRepeat(
  record: RecordDelivered,
  observation: StoredObservation,
  others: readonly StoredObservation[],
  newestEarlier: StoredObservation | null,
): boolean {
  if (record.changedAt !== null) return others.some((other) => isSameContent(other, observation));
  return (
    newestEarlier !== null &&
    newestEarlier.contentHash === stateHash(record.contentHash, toldTimeOf(newestEarlier))
  );
}

/** Of one state of a record: a delivery may hold the same content twice, of different times. */
function stateHash(contentHash: string, changedAt: Date | null): string {
  if (changedAt === null) return contentHash;
  return hash('sha256', `${contentHash} ${changedAt.toISOString()}`, 'base64url');
}

function toldTimeOf({ changedAt, changedAtEstimated }: Observation): Date | null {
  return changedAtEstimated ? null : changedAt;
}

function isAfter(one: Observation, other: Observation): boolean {
  const difference = effectiveChangeTime(one).getTime() - effectiveChangeTime(other).getTime();
  return difference > 0 || (difference === 0 && one.place > other.place);
}
