import type { Collection, Db, Filter, ObjectId } from 'mongodb';
import type { RecordOutcome } from '../domain/delivery';
import { type MentionedPerson, mentions } from '../domain/mention';
import type { IntegrationKey } from '../domain/names';
import { decodedBytes, isGzip } from '../platform/content-encoding';
import { decryptDelivery } from '../platform/delivery-cipher';
import type { Keyring } from '../platform/encryption';
import { type InboxDocument, inboxIndexes, type RecordResult } from './inbox';

/** Of these nobody knows whose they are until their bytes are looked at. */
const UNASSIGNED: readonly RecordOutcome[] = ['ignored', 'mismatch', 'unrecognised', 'error'];

/** What became of a delivery that waited when somebody in it was erased: it must not bring them back. */
const ERASED: RecordResult = { outcome: 'ignored', reason: 'erased', externalId: null, warnings: [] };

/** Takes people out of the bytes of deliveries. The rows stay, with their outcome and without their bytes. */
export class InboxErasure {
  private readonly collection: Collection<InboxDocument>;

  constructor(db: Db) {
    this.collection = db.collection(inboxIndexes.collection);
  }

  /** Deliveries that were applied to these records, whoever else is in them. @returns how many. */
  async eraseRecords(key: IntegrationKey, externalIds: readonly string[], expiresAt: Date): Promise<number> {
    const { tenantId, integrationId } = key;
    return this.clear(
      tenantId,
      { integrationId, pending: false, 'results.externalId': { $in: [...externalIds] } },
      expiresAt,
    );
  }

  /**
   * Deliveries that wait or belong to no record, by looking into them.
   *
   * @param expiresAt of rows that waited until now.
   * @returns how many.
   */
  async eraseMentions(
    tenantId: string,
    person: MentionedPerson,
    keyring: Keyring,
    expiresAt: Date,
  ): Promise<number> {
    const found: ObjectId[] = [];
    for (const candidates of [
      { pending: true },
      { pending: false, 'results.outcome': { $in: [...UNASSIGNED] } },
      { pending: false, test: true },
    ]) {
      const rows = this.collection.find({ tenantId, ...candidates, body: { $exists: true } }).batchSize(100);
      for await (const row of rows) {
        if (mentions(await textOf(keyring, row), person)) found.push(row._id);
      }
    }
    return found.length === 0 ? 0 : this.clear(tenantId, { _id: { $in: found } }, expiresAt);
  }

  private async clear(tenantId: string, rows: Filter<InboxDocument>, expiresAt: Date): Promise<number> {
    const { modifiedCount } = await this.collection.updateMany(
      { ...rows, tenantId, body: { $exists: true } },
      [
        {
          $set: {
            results: { $cond: ['$pending', { $literal: [ERASED] }, '$results'] },
            expiresAt: { $cond: ['$pending', { $min: [expiresAt, '$keptUntil'] }, '$expiresAt'] },
            pending: false,
          },
        },
        { $unset: ['body', 'token'] },
      ],
    );
    return modifiedCount;
  }
}

/** One character a byte: digits and addresses are the same in every charset there is. */
async function textOf(keyring: Keyring, row: InboxDocument): Promise<string> {
  if (row.body === undefined) return '';
  const bytes = decryptDelivery(keyring, row, row.body);
  if (!isGzip(row.contentEncoding)) return bytes.toString('latin1');
  // What nobody can read, nobody can be found in.
  return (await decodedBytes(bytes, row.contentEncoding))?.toString('latin1') ?? '';
}
