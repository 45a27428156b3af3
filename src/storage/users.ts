import type { Collection, Db } from 'mongodb';
import { SkvozError } from '../domain/errors';
import type { Language, Role } from '../domain/roles';
import { isDuplicateKey } from './duplicate-key';
import type { CollectionIndexes } from './index-definition';
import { inScope, type TenantScope } from './tenant-scope';

export interface UserDocument {
  readonly _id: string;
  /** Null of an operator. */
  readonly tenantId: string | null;
  /** Lower case; no two users of the installation have the same. */
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly language: Language;
  /** argon2id in PHC form. */
  readonly passwordHash: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date | null;
  /** Set: signs in no more. */
  readonly disabledAt: Date | null;
}

export const userIndexes: CollectionIndexes = {
  collection: 'users',
  indexes: [
    { name: 'email', key: { email: 1 }, unique: true },
    { name: 'tenant', key: { tenantId: 1, _id: 1 } },
  ],
};

/** People who sign in to the cabinet. */
export class Users {
  private readonly collection: Collection<UserDocument>;

  constructor(db: Db) {
    this.collection = db.collection(userIndexes.collection);
  }

  /** @throws SkvozError `email_taken` */
  async create(user: UserDocument): Promise<void> {
    try {
      await this.collection.insertOne(user);
    } catch (error) {
      if (isDuplicateKey(error)) throw new SkvozError('email_taken');
      throw error;
    }
  }

  /** Without a tenant: it is how the tenant of who signs in becomes known. */
  async findByEmail(email: string): Promise<UserDocument | null> {
    return this.collection.findOne({ email });
  }

  async get(scope: TenantScope, userId: string): Promise<UserDocument | null> {
    return this.collection.findOne({ ...inScope(scope), _id: userId });
  }

  /** In order of id, from the one after `after`. */
  async list(scope: TenantScope, after: string | null, limit: number): Promise<UserDocument[]> {
    return this.collection
      .find({ ...inScope(scope), ...(after === null ? {} : { _id: { $gt: after } }) })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
  }

  /** @returns the user as it is now, or null when there is none. */
  async change(
    { _id, tenantId }: Pick<UserDocument, '_id' | 'tenantId'>,
    change: Partial<Pick<UserDocument, 'name' | 'language' | 'role' | 'disabledAt' | 'passwordHash'>>,
  ): Promise<UserDocument | null> {
    if (Object.keys(change).length === 0) return this.collection.findOne({ _id, tenantId });
    return this.collection.findOneAndUpdate({ _id, tenantId }, { $set: change }, { returnDocument: 'after' });
  }

  async seen({ _id, tenantId }: Pick<UserDocument, '_id' | 'tenantId'>, now: Date): Promise<void> {
    await this.collection.updateOne({ _id, tenantId }, { $max: { lastSeenAt: now } });
  }

  async remove(scope: TenantScope, userId: string): Promise<UserDocument | null> {
    return this.collection.findOneAndDelete({ ...inScope(scope), _id: userId });
  }
}
