import type { Collection, Db } from 'mongodb';
import { SkvozError } from '../domain/errors';
import type { Component } from '../domain/names';
import { isDuplicateKey } from './duplicate-key';

export interface TenantDocument {
  readonly _id: string;
  readonly name: string;
  /** IANA name. */
  readonly timezone: string;
  readonly components: readonly Component[];
  readonly createdAt: Date;
  /** Set when deletion began: from then on the tenant is gone for everybody. */
  readonly deletedAt: Date | null;
}

/** Customers of this installation. */
export class Tenants {
  private readonly collection: Collection<TenantDocument>;

  constructor(db: Db) {
    this.collection = db.collection('tenants');
  }

  /** @throws SkvozError `already_exists` */
  async create(tenant: TenantDocument): Promise<void> {
    try {
      await this.collection.insertOne(tenant);
    } catch (error) {
      if (isDuplicateKey(error)) throw new SkvozError('already_exists', { id: tenant._id });
      throw error;
    }
  }

  async get(tenantId: string): Promise<TenantDocument | null> {
    return this.collection.findOne({ _id: tenantId, deletedAt: null });
  }

  /** In order of id, from the one after `after`. */
  async list(after: string | null, limit: number): Promise<TenantDocument[]> {
    const filter = after === null ? { deletedAt: null } : { _id: { $gt: after }, deletedAt: null };
    return this.collection.find(filter).sort({ _id: 1 }).limit(limit).toArray();
  }

  /** Every tenant in order of name: what an operator chooses from. */
  async all(): Promise<TenantDocument[]> {
    return this.collection.find({ deletedAt: null }).sort({ name: 1, _id: 1 }).toArray();
  }

  async setComponents(tenantId: string, components: readonly Component[]): Promise<TenantDocument | null> {
    return this.collection.findOneAndUpdate(
      { _id: tenantId, deletedAt: null },
      { $set: { components } },
      { returnDocument: 'after' },
    );
  }

  async markDeleted(tenantId: string, now: Date): Promise<boolean> {
    const { modifiedCount } = await this.collection.updateOne(
      { _id: tenantId, deletedAt: null },
      { $set: { deletedAt: now } },
    );
    return modifiedCount === 1;
  }

  async isBeingDeleted(tenantId: string): Promise<boolean> {
    return (await this.collection.countDocuments({ _id: tenantId, deletedAt: { $ne: null } })) > 0;
  }

  async remove(tenantId: string): Promise<void> {
    await this.collection.deleteOne({ _id: tenantId });
  }
}
