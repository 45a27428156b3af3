import type { DeliveredRecord, Delivery, NothingDelivered, WebhookConnection } from '../webhook';
import { envelopeNames } from './aliases';
import { type Mismatch, mismatchOf } from './cross-check';
import { type Enveloped, openEnvelope } from './envelope';
import { type NormaliseContext, normaliseRecord } from './normalise';
import { readBodies } from './read-body';
import { type ProfsalonSettings, profsalonSettingsSchema, TOKEN } from './settings';
import { BodyRefused, type Fields, firstOf, RECORDS_CEILING } from './tree';
import { textOf } from './values';

const VERSION = 'v1';

/** Reads a delivery by contract v1: assumed, with its relatives, until ProfSalon's own words are known. */
export async function unpackV1(
  delivery: Delivery,
  connection: WebhookConnection,
): Promise<DeliveredRecord[]> {
  const settings = profsalonSettingsSchema.parse(connection.settings);
  try {
    const bodies = await readBodies(delivery.body, delivery.contentType);
    const records = bodies.flatMap((body) =>
      body instanceof BodyRefused ? [refused(body)] : recordsOf(body, delivery, connection, settings),
    );
    if (records.length > RECORDS_CEILING) throw new BodyRefused('too_many_records');
    return records;
  } catch (error) {
    if (error instanceof BodyRefused) return [refused(error)];
    throw error;
  }
}

function recordsOf(
  body: Fields,
  delivery: Delivery,
  { secrets, timeZone }: WebhookConnection,
  settings: ProfsalonSettings,
): DeliveredRecord[] {
  const mismatch = mismatchOf(body, delivery, settings, secrets[TOKEN]);
  const salonName = textOf(firstOf(body, envelopeNames.salonName));
  const context: NormaliseContext = { settings, timeZone, salonName };
  return openEnvelope(body).map((enveloped) => recordOf(enveloped, context, mismatch));
}

function recordOf(
  enveloped: Enveloped,
  context: NormaliseContext,
  mismatch: Mismatch | null,
): DeliveredRecord {
  switch (enveloped.outcome) {
    case 'unrecognised':
      return nothing('unrecognised', enveloped.reason);
    case 'ignored':
      return mismatch === null ? nothing('ignored', enveloped.reason) : nothing('mismatch', mismatch);
    case 'record': {
      const record = normaliseRecord(enveloped, context);
      if (mismatch !== null) return nothing('mismatch', mismatch, record.externalId);
      return record.outcome === 'record' ? { ...record, contract: VERSION } : record;
    }
  }
}

function refused({ reason }: BodyRefused): NothingDelivered {
  return nothing('unrecognised', reason);
}

function nothing(
  outcome: NothingDelivered['outcome'],
  reason: string,
  externalId: string | null = null,
): NothingDelivered {
  return { outcome, reason, externalId, warnings: [] };
}
