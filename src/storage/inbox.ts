import type { Collection, Db, ObjectId } from 'mongodb';
import type { RecordOutcome } from '../domain/delivery';
import type { IntegrationKey } from '../domain/names';
import type { EncryptedDocument } from './encrypted';
import type { CollectionIndexes } from './index-definition';
import { type InsertResult, insertEach } from './insert-each';

/** One record of a delivery as it was dealt with. Reasons are codes, never values. */
export interface RecordResult {
  readonly outcome: RecordOutcome;
  readonly reason: string | null;
  readonly externalId: string | null;
  readonly warnings: readonly string[];
}

/** One delivery, as it came through the door. */
export interface InboxDocument {
  readonly _id: ObjectId;
  readonly tenantId: string;
  readonly integrationId: string;
  /** Order of arrival, microseconds; a replay has its parent's. */
  readonly place: number;
  /** A replay has its parent's. */
  readonly receivedAt: Date;
  readonly contentType: string | null;
  readonly contentEncoding: string | null;
  /** Of a header, where the sender has one. */
  readonly deliveryId?: string;
  /** The bytes as they came, encrypted. Not there once a person in them was erased. */
  readonly body?: EncryptedDocument;
  /** Of `Authorization: Bearer`, encrypted: it is compared with the settings when the body is. */
  readonly token?: EncryptedDocument;
  readonly bytes: number;
  readonly pending: boolean;
  readonly attempts: number;
  /** Of the replayed row. */
  readonly parentId?: ObjectId;
  /** Of a replay: the delivery as it first came. */
  readonly rootId?: ObjectId;
  /** Of a replay: when it was made. */
  readonly replayedAt?: Date;
  /** A replay of this row was made, which speaks for it. */
  readonly replayed?: boolean;
  /** Of a replay: when its parent expires. The bytes live no longer for being read again. */
  readonly keptUntil?: Date;
  /** A test booking of our own: never reaches reports. */
  readonly test?: boolean;
  readonly results: readonly RecordResult[];
  readonly expiresAt?: Date;
}

export const inboxIndexes: CollectionIndexes = {
  collection: 'inbox',
  indexes: [
    // Finds what waits; with the rest it is the list. So the door pays for one index instead of two.
    { name: 'pending', key: { tenantId: 1, integrationId: 1, pending: 1, _id: -1 } },
    // Only of what was dealt with, so that the door pays for none of them.
    {
      name: 'outcome',
      key: { tenantId: 1, integrationId: 1, 'results.outcome': 1, _id: -1 },
      partialFilterExpression: { pending: false },
    },
    {
      name: 'reason',
      key: { tenantId: 1, integrationId: 1, 'results.reason': 1, _id: -1 },
      partialFilterExpression: { pending: false },
    },
    {
      name: 'record',
      key: { tenantId: 1, integrationId: 1, 'results.externalId': 1, _id: -1 },
      partialFilterExpression: { pending: false },
    },
    {
      name: 'test',
      key: { tenantId: 1, integrationId: 1, _id: -1, test: 1 },
      partialFilterExpression: { test: true },
    },
    {
      name: 'replays',
      key: { tenantId: 1, integrationId: 1, parentId: 1 },
      partialFilterExpression: { parentId: { $exists: true } },
    },
    {
      name: 'delivery',
      key: { tenantId: 1, integrationId: 1, deliveryId: 1 },
      unique: true,
      partialFilterExpression: { deliveryId: { $exists: true } },
    },
    {
      name: 'expiry',
      key: { expiresAt: 1 },
      expireAfterSeconds: 0,
      partialFilterExpression: { pending: false },
    },
  ],
  retired: ['list'],
};

/**
 * What waits in all cabinets together. With bounds for each field the server leaps in the index from one
 * integration's to the next; without them it would walk through every row there is.
 */
const waitingAnywhere = { tenantId: { $gte: '' }, integrationId: { $gte: '' }, pending: true } as const;
const leaping = { hint: 'pending' } as const;

/** Deliveries on their way from the door through the drain; how people look at them is in `events`. */
export class Inbox {
  private readonly collection: Collection<InboxDocument>;

  constructor(private readonly db: Db) {
    this.collection = db.collection(inboxIndexes.collection);
  }

  /**
   * Writes a group, each document with its own result.
   *
   * @param documents with new ids, of no more than 16 MiB together.
   * @throws what the driver throws when it cannot tell what became of the group.
   */
  insertGroup(documents: readonly InboxDocument[]): Promise<InsertResult[]> {
    return insertEach(this.db, inboxIndexes.collection, documents);
  }

  /** Rows that wait, in order of their ids. Ids of several processes interleave: never a high-water mark. */
  async pending(key: IntegrationKey, limit: number, except: readonly ObjectId[]): Promise<InboxDocument[]> {
    const rows = { tenantId: key.tenantId, integrationId: key.integrationId, pending: true };
    return this.collection
      .find(except.length === 0 ? rows : { ...rows, _id: { $nin: [...except] } })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
  }

  /** Ends rows. Only a terminal outcome lets a row expire. */
  async settle(
    key: IntegrationKey,
    settled: readonly { readonly id: ObjectId; readonly results: readonly RecordResult[] }[],
    expiresAt: Date,
  ): Promise<void> {
    if (settled.length === 0) return;
    await this.collection.bulkWrite(
      settled.map(({ id, results }) => ({
        updateOne: {
          // One that was erased meanwhile stays as it is.
          filter: { _id: id, tenantId: key.tenantId, pending: true },
          update: [
            {
              $set: {
                pending: false,
                results: { $literal: results },
                expiresAt: { $min: [expiresAt, '$keptUntil'] },
                attempts: { $add: ['$attempts', 1] },
              },
            },
          ],
        },
      })),
      { ordered: false },
    );
  }

  /** A try that failed: the rows stay pending. */
  async countAttempt(key: IntegrationKey, ids: readonly ObjectId[]): Promise<void> {
    await this.collection.updateMany(
      { _id: { $in: [...ids] }, tenantId: key.tenantId },
      { $inc: { attempts: 1 } },
    );
  }

  /** Every delivery of the installation: for key rotation only. */
  async *all(): AsyncGenerator<InboxDocument> {
    yield* this.collection.find({}).sort({ _id: 1 }).batchSize(100);
  }

  /** Rewrites what is encrypted; a body that is gone meanwhile stays gone. */
  async replaceEncryption(
    { tenantId, _id }: Pick<InboxDocument, 'tenantId' | '_id'>,
    encrypted: Pick<InboxDocument, 'body' | 'token'>,
  ): Promise<void> {
    await this.collection.updateOne({ _id, tenantId, body: { $exists: true } }, { $set: encrypted });
  }

  /** When the oldest row that waits was written, by integration: for the metrics only. */
  async oldestPending(): Promise<(IntegrationKey & { readonly since: Date })[]> {
    const groups = await this.collection
      .aggregate<{ _id: IntegrationKey; oldest: ObjectId }>(
        [
          { $match: waitingAnywhere },
          {
            $group: {
              _id: { tenantId: '$tenantId', integrationId: '$integrationId' },
              oldest: { $min: '$_id' },
            },
          },
        ],
        leaping,
      )
      .toArray();
    return groups.map(({ _id, oldest }) => ({ ..._id, since: oldest.getTimestamp() }));
  }

  /** Integrations with a row that has waited since before this time: for the sweep only. */
  async waitingSince(before: ObjectId): Promise<IntegrationKey[]> {
    const groups = await this.collection
      .aggregate<{ _id: IntegrationKey }>(
        [
          { $match: { ...waitingAnywhere, _id: { $lt: before } } },
          { $group: { _id: { tenantId: '$tenantId', integrationId: '$integrationId' } } },
        ],
        leaping,
      )
      .toArray();
    return groups.map(({ _id }) => _id);
  }
}
