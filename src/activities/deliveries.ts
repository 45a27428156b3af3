import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { effectiveChangeTime } from '../domain/fold';
import type { Observation } from '../domain/observation';
import { decryptDelivery, decryptDeliveryToken } from '../platform/delivery-cipher';
import type { Keyring } from '../platform/encryption';
import type { InboxDocument, RecordResult } from '../storage/inbox';
import type { StoredObservation } from '../storage/observations';
import type {
  DeliveredRecord,
  RecordDelivered,
  WebhookConnection,
  WebhookConnector,
} from '../vendors/webhook';

const inflate = promisify(gunzip);

/** One record of a delivery with the delivery it came in. */
export interface Arrival {
  readonly row: InboxDocument;
  readonly record: RecordDelivered;
}

/** Opens a delivery and reads it. Whatever the bytes are, each of its records has an outcome. */
export async function unpackRow(
  keyring: Keyring,
  connector: WebhookConnector,
  connection: WebhookConnection,
  row: InboxDocument,
): Promise<DeliveredRecord[]> {
  const bytes = decryptDelivery(keyring, row, row.body);
  const token = row.token === undefined ? null : decryptDeliveryToken(keyring, row, row.token);
  const body = await inflated(bytes, row.contentEncoding);
  if (body === null) {
    return [{ outcome: 'unrecognised', reason: 'encoding_invalid', externalId: null, warnings: [] }];
  }
  return connector.unpack({ body, contentType: row.contentType, token }, connection);
}

async function inflated(bytes: Buffer, encoding: string | null): Promise<Buffer | null> {
  if (encoding === null || encoding === 'identity') return bytes;
  if (encoding !== 'gzip' && encoding !== 'x-gzip') return null;
  try {
    return await inflate(bytes);
  } catch {
    return null;
  }
}

/** What a record's arrival means beside what was observed of it before. */
export interface Judged {
  readonly result: RecordResult;
  /** Null for what has been observed already. */
  readonly observation: StoredObservation | null;
}

/**
 * Judges an arrival. With a change time of the vendor's, the same content at the same time is a
 * duplicate; without one, the content that was applied last. What is older than the newest is stale: it
 * still takes its place. Doing it again after a crash gives the same judgement.
 *
 * @param before all observations of the record, those that arrived earlier in this drain included.
 * @param funnelKey under which the deal is put from now on.
 */
export function judge(
  { row, record }: Arrival,
  before: readonly StoredObservation[],
  funnelKey: string,
): Judged {
  const originId = row._id.toHexString();
  const { externalId, contentHash, warnings } = record;
  const observation: StoredObservation = {
    tenantId: row.tenantId,
    integrationId: row.integrationId,
    externalId,
    origin: { kind: 'event', id: originId },
    contentHash,
    changedAt: record.changedAt ?? row.receivedAt,
    changedAtEstimated: record.changedAt === null,
    receivedAt: row.receivedAt,
    place: row.place,
    fields: { ...record.fields, funnelKey },
  };
  const others = before.filter(({ origin }) => origin.id !== originId);
  const result = (outcome: 'applied' | 'duplicate' | 'stale'): RecordResult => ({
    outcome,
    reason: null,
    externalId,
    warnings,
  });
  if (isRepeat(observation, others)) return { result: result('duplicate'), observation: null };
  const newer = others.some((other) => isAfter(other, observation));
  return { result: result(newer ? 'stale' : 'applied'), observation };
}

function isRepeat(observation: StoredObservation, others: readonly StoredObservation[]): boolean {
  const earlier = others.filter(({ place }) => place < observation.place);
  if (!observation.changedAtEstimated) {
    return earlier.some(
      ({ changedAt, changedAtEstimated, contentHash }) =>
        !changedAtEstimated &&
        changedAt.getTime() === observation.changedAt.getTime() &&
        contentHash === observation.contentHash,
    );
  }
  const last = earlier.reduce<StoredObservation | null>(
    (newest, other) => (newest === null || isAfter(other, newest) ? other : newest),
    null,
  );
  return last?.contentHash === observation.contentHash;
}

function isAfter(one: Observation, other: Observation): boolean {
  const difference = effectiveChangeTime(one).getTime() - effectiveChangeTime(other).getTime();
  return difference > 0 || (difference === 0 && one.place > other.place);
}
