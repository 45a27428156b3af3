import type { Collection, Db } from 'mongodb';
import type { CollectionIndexes } from './index-definition';

export interface KeyDocument {
  readonly _id: string;
  readonly tenantId: string;
  readonly name: string;
  /** SHA-256 of the key; the key itself is shown once and never kept. */
  readonly hash: string;
  readonly createdAt: Date;
}

export const keyIndexes: CollectionIndexes = {
  collection: 'keys',
  indexes: [
    { name: 'hash', key: { hash: 1 }, unique: true },
    { name: 'tenant', key: { tenantId: 1, _id: 1 } },
  ],
};

/** Keys with which a tenant's programs call the API. */
export class Keys {
  private readonly collection: Collection<KeyDocument>;

  constructor(db: Db) {
    this.collection = db.collection(keyIndexes.collection);
  }

  async create(key: KeyDocument): Promise<void> {
    await this.collection.insertOne(key);
  }

  /** The one look-up without a tenant: it is how the tenant of a caller becomes known. */
  async findByHash(hash: string): Promise<KeyDocument | null> {
    return this.collection.findOne({ hash });
  }

  async list(tenantId: string): Promise<KeyDocument[]> {
    return this.collection.find({ tenantId }).sort({ _id: 1 }).toArray();
  }

  /** @returns what was removed; null where there was no such key. */
  async remove(tenantId: string, keyId: string): Promise<KeyDocument | null> {
    return this.collection.findOneAndDelete({ _id: keyId, tenantId });
  }
}
