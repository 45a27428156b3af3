import { type Collection, type Db, MongoBulkWriteError, ObjectId } from 'mongodb';
import type { RecordOutcome } from '../domain/delivery';
import type { IntegrationKey } from '../domain/names';
import type { EncryptedDocument } from './encrypted';
import type { CollectionIndexes } from './index-definition';

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
  readonly receivedAt: Date;
  readonly contentType: string | null;
  readonly contentEncoding: string | null;
  /** Of a header, where the sender has one. */
  readonly deliveryId?: string;
  /** The bytes as they came, encrypted. */
  readonly body: EncryptedDocument;
  /** Of `Authorization: Bearer`, encrypted: it is compared with the settings when the body is. */
  readonly token?: EncryptedDocument;
  readonly bytes: number;
  readonly pending: boolean;
  readonly attempts: number;
  /** Of the replayed row. */
  readonly parentId?: ObjectId;
  /** A test booking of our own: never reaches reports. */
  readonly test?: boolean;
  readonly results: readonly RecordResult[];
  readonly expiresAt?: Date;
}

export const inboxIndexes: CollectionIndexes = {
  collection: 'inbox',
  indexes: [
    {
      name: 'pending',
      key: { tenantId: 1, integrationId: 1, _id: 1 },
      partialFilterExpression: { pending: true },
    },
    { name: 'list', key: { tenantId: 1, integrationId: 1, _id: -1 } },
    {
      name: 'delivery',
      key: { tenantId: 1, integrationId: 1, deliveryId: 1 },
      unique: true,
      partialFilterExpression: { deliveryId: { $exists: true } },
    },
    { name: 'expiry', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
  ],
};

const DUPLICATE_KEY = 11000;

/** What became of one document of a group write. */
export type InsertResult = 'inserted' | 'duplicate' | 'failed';

/** Deliveries that wait for the drain, and those that it has dealt with. */
export class Inbox {
  private readonly collection: Collection<InboxDocument>;

  constructor(db: Db) {
    this.collection = db.collection(inboxIndexes.collection);
  }

  /**
   * Writes a group, each document with its own result: one that is refused takes nobody with it.
   *
   * @throws what the driver throws when it cannot tell what became of the group.
   */
  async insertGroup(documents: readonly InboxDocument[], timeoutMs: number): Promise<InsertResult[]> {
    const results = documents.map((): InsertResult => 'inserted');
    try {
      await this.collection.insertMany([...documents], { ordered: false, timeoutMS: timeoutMs });
    } catch (error) {
      if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError() !== undefined)
        throw error;
      const failures = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors];
      for (const { index, code } of failures)
        results[index] = code === DUPLICATE_KEY ? 'duplicate' : 'failed';
    }
    return results;
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

  /** Newest first, from the one before `after`, a hexadecimal id. */
  async list(key: IntegrationKey, after: string | null, limit: number): Promise<InboxDocument[]> {
    const rows = { tenantId: key.tenantId, integrationId: key.integrationId };
    return this.collection
      .find(after === null ? rows : { ...rows, _id: { $lt: ObjectId.createFromHexString(after) } })
      .sort({ _id: -1 })
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
          filter: { _id: id, tenantId: key.tenantId },
          update: { $set: { pending: false, results: [...results], expiresAt }, $inc: { attempts: 1 } },
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

  /** Integrations with a row that has waited since before this time: for the sweep only. */
  async waitingSince(before: ObjectId): Promise<IntegrationKey[]> {
    const groups = await this.collection
      .aggregate<{ _id: IntegrationKey }>([
        { $match: { pending: true, _id: { $lt: before } } },
        { $group: { _id: { tenantId: '$tenantId', integrationId: '$integrationId' } } },
      ])
      .toArray();
    return groups.map(({ _id }) => _id);
  }
}
