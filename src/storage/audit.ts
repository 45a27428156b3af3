import type { Collection, Db } from 'mongodb';
import type { AuditAction, AuditActor, AuditChange } from '../domain/audit';
import { createIdentifier } from '../platform/hash';
import type { CollectionIndexes } from './index-definition';
import { inScope, type TenantScope } from './tenant-scope';

export interface AuditEntry {
  readonly at: Date;
  readonly actor: AuditActor;
  /** Whose people may read of it; null: only operators. */
  readonly tenantId: string | null;
  readonly action: AuditAction;
  /** What it was done to: an id in the tenant, or what a person calls it; null where the action says it all. */
  readonly target: string | null;
  readonly changes: readonly AuditChange[];
  readonly expiresAt: Date;
}

export interface AuditDocument extends AuditEntry {
  /** Begins with the time and a running number, so that order of ids is order of time. */
  readonly _id: string;
}

export const auditIndexes: CollectionIndexes = {
  collection: 'audit',
  indexes: [
    { name: 'tenant', key: { tenantId: 1, _id: -1 } },
    { name: 'expires', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
  ],
};

/** Enough for the milliseconds of the next 1,000 years. */
const TIME_CHARACTERS = 9;
const NUMBER_CHARACTERS = 4;
const NUMBERS = 36 ** NUMBER_CHARACTERS;

/** Who did what. Entries are added and, after their time, expire; nothing changes them. */
export class Audit {
  private readonly collection: Collection<AuditDocument>;
  /** Tells apart what this process does within one millisecond. */
  private appended = 0;

  constructor(db: Db) {
    this.collection = db.collection(auditIndexes.collection);
  }

  async append(entry: AuditEntry): Promise<void> {
    this.appended = (this.appended + 1) % NUMBERS;
    const time = entry.at.getTime().toString(36).padStart(TIME_CHARACTERS, '0');
    const number = this.appended.toString(36).padStart(NUMBER_CHARACTERS, '0');
    await this.collection.insertOne({ _id: createIdentifier(`${time}${number}`), ...entry });
  }

  /** Newest first, from the one before `before`. */
  async list(scope: TenantScope, before: string | null, limit: number): Promise<AuditDocument[]> {
    return this.collection
      .find({ ...inScope(scope), ...(before === null ? {} : { _id: { $lt: before } }) })
      .sort({ _id: -1 })
      .limit(limit)
      .toArray();
  }
}
