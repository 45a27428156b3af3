import type { Collection, Db } from 'mongodb';
import type { CollectionIndexes } from './index-definition';
import type { UserDocument } from './users';

export interface SessionDocument {
  /** SHA-256 of the token in the cookie; the token itself is never kept. */
  readonly _id: string;
  readonly userId: string;
  readonly tenantId: string | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
}

export const sessionIndexes: CollectionIndexes = {
  collection: 'sessions',
  indexes: [
    { name: 'user', key: { tenantId: 1, userId: 1 } },
    { name: 'expires', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
  ],
};

/** Users who are signed in, one document a browser. */
export class Sessions {
  private readonly collection: Collection<SessionDocument>;

  constructor(db: Db) {
    this.collection = db.collection(sessionIndexes.collection);
  }

  async create(session: SessionDocument): Promise<void> {
    await this.collection.insertOne(session);
  }

  /** Without a tenant: it is how the tenant of a caller becomes known. */
  async findByHash(hash: string, now: Date): Promise<SessionDocument | null> {
    return this.collection.findOne({ _id: hash, expiresAt: { $gt: now } });
  }

  async extend(
    { _id, tenantId }: Pick<SessionDocument, '_id' | 'tenantId'>,
    times: Pick<SessionDocument, 'lastSeenAt' | 'expiresAt'>,
  ): Promise<void> {
    await this.collection.updateOne({ _id, tenantId }, { $max: times });
  }

  async remove({ _id, tenantId }: Pick<SessionDocument, '_id' | 'tenantId'>): Promise<void> {
    await this.collection.deleteOne({ _id, tenantId });
  }

  /** Signs a user out everywhere, but for the session with the hash `kept`. */
  async removeOf(
    { _id, tenantId }: Pick<UserDocument, '_id' | 'tenantId'>,
    kept: string | null = null,
  ): Promise<void> {
    await this.collection.deleteMany({
      tenantId,
      userId: _id,
      ...(kept === null ? {} : { _id: { $ne: kept } }),
    });
  }
}
