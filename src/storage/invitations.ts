import type { Collection, Db } from 'mongodb';
import type { Role } from '../domain/roles';
import type { CollectionIndexes } from './index-definition';
import { inScope, type TenantScope } from './tenant-scope';

export interface InvitationDocument {
  readonly _id: string;
  /** Null of an operator to be. */
  readonly tenantId: string | null;
  /** Lower case. */
  readonly email: string;
  readonly role: Role;
  /** SHA-256 of the token in the link; the link is shown once and never kept. */
  readonly hash: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export const invitationIndexes: CollectionIndexes = {
  collection: 'invitations',
  indexes: [
    { name: 'hash', key: { hash: 1 }, unique: true },
    { name: 'email', key: { tenantId: 1, email: 1 } },
    { name: 'tenant', key: { tenantId: 1, _id: 1 } },
    { name: 'expires', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
  ],
};

/** Links by which people become users. */
export class Invitations {
  private readonly collection: Collection<InvitationDocument>;

  constructor(db: Db) {
    this.collection = db.collection(invitationIndexes.collection);
  }

  /** An earlier invitation of the same person to the same place ends. */
  async put(invitation: InvitationDocument): Promise<void> {
    const { tenantId, email } = invitation;
    await this.collection.deleteMany({ tenantId, email });
    await this.collection.insertOne(invitation);
  }

  /** Without a tenant: who opens a link has none yet. */
  async findByHash(hash: string, now: Date): Promise<InvitationDocument | null> {
    return this.collection.findOne({ hash, expiresAt: { $gt: now } });
  }

  /** Those that can be accepted still, in order of id, from the one after `after`. */
  async list(
    scope: TenantScope,
    after: string | null,
    limit: number,
    now: Date,
  ): Promise<InvitationDocument[]> {
    return this.collection
      .find({
        ...inScope(scope),
        ...(after === null ? {} : { _id: { $gt: after } }),
        expiresAt: { $gt: now },
      })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
  }

  async remove(scope: TenantScope, invitationId: string): Promise<InvitationDocument | null> {
    return this.collection.findOneAndDelete({ ...inScope(scope), _id: invitationId });
  }
}
