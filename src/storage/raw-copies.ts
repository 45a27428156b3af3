import type { Collection, Db, ObjectId, WithId } from 'mongodb';
import type { EncryptedDocument } from './encrypted';
import type { CollectionIndexes } from './index-definition';

/**
 * A vendor's answer as it was received, encrypted, with a short life. It may hold what is stored
 * nowhere else, medical details included.
 */
export interface RawCopyDocument {
  readonly tenantId: string;
  readonly integrationId: string;
  readonly runId: string;
  readonly entity: string;
  /** The vendor's ids of the rows inside. */
  readonly externalIds: readonly string[];
  readonly body: EncryptedDocument;
  readonly receivedAt: Date;
  readonly expiresAt: Date;
}

export const rawCopyIndexes: CollectionIndexes = {
  collection: 'rawCopies',
  indexes: [
    { name: 'record', key: { tenantId: 1, integrationId: 1, entity: 1, externalIds: 1 } },
    { name: 'expiry', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
  ],
};

export class RawCopies {
  private readonly collection: Collection<RawCopyDocument>;

  constructor(db: Db) {
    this.collection = db.collection(rawCopyIndexes.collection);
  }

  async insert(copies: readonly RawCopyDocument[]): Promise<void> {
    if (copies.length > 0) await this.collection.insertMany([...copies]);
  }

  /** Every copy of the installation: for key rotation only. */
  async *all(): AsyncGenerator<WithId<RawCopyDocument>> {
    yield* this.collection.find({}).sort({ _id: 1 }).batchSize(100);
  }

  /** Rewrites what is encrypted; a copy that has expired meanwhile stays gone. */
  async replaceEncryption(tenantId: string, id: ObjectId, body: EncryptedDocument): Promise<void> {
    await this.collection.updateOne({ _id: id, tenantId }, { $set: { body } });
  }
}
