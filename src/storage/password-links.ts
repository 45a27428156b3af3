import type { Collection, Db } from 'mongodb';
import type { CollectionIndexes } from './index-definition';
import type { UserDocument } from './users';

export interface PasswordLinkDocument {
  /** SHA-256 of the token in the link; the link is shown once and never kept. */
  readonly _id: string;
  readonly userId: string;
  /** Of the user; null of an operator. */
  readonly tenantId: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export const passwordLinkIndexes: CollectionIndexes = {
  collection: 'passwordLinks',
  indexes: [
    { name: 'user', key: { tenantId: 1, userId: 1 } },
    { name: 'expires', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
  ],
};

/** Links by which people who forgot their password choose another one. */
export class PasswordLinks {
  private readonly collection: Collection<PasswordLinkDocument>;

  constructor(db: Db) {
    this.collection = db.collection(passwordLinkIndexes.collection);
  }

  /** An earlier link of the same user ends. */
  async put(link: PasswordLinkDocument): Promise<void> {
    const { tenantId, userId } = link;
    await this.collection.deleteMany({ tenantId, userId });
    await this.collection.insertOne(link);
  }

  /** Without a tenant: who opens a link has none yet. */
  async findByHash(hash: string, now: Date): Promise<PasswordLinkDocument | null> {
    return this.collection.findOne({ _id: hash, expiresAt: { $gt: now } });
  }

  /** @returns whether the link was still there: of two who use it at once one gets `true`. */
  async take({ _id, tenantId }: Pick<PasswordLinkDocument, '_id' | 'tenantId'>): Promise<boolean> {
    const { deletedCount } = await this.collection.deleteOne({ _id, tenantId });
    return deletedCount === 1;
  }

  /** Ends the links of a user. */
  async removeOf({ _id, tenantId }: Pick<UserDocument, '_id' | 'tenantId'>): Promise<void> {
    await this.collection.deleteMany({ tenantId, userId: _id });
  }
}
