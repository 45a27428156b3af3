import type { Collection, Db } from 'mongodb';
import { type AuditAction, type AuditActor, type AuditChange, countedAttempts } from '../domain/audit';
import { createIdentifier } from '../platform/hash';
import { isDuplicateKey } from './duplicate-key';
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
  /** Of an entry that counts: when the time began within which it does. */
  readonly window?: Date;
}

export const auditIndexes: CollectionIndexes = {
  collection: 'audit',
  indexes: [
    { name: 'tenant', key: { tenantId: 1, _id: -1 } },
    {
      name: 'counted',
      key: { tenantId: 1, action: 1, target: 1, window: 1 },
      unique: true,
      partialFilterExpression: { window: { $exists: true } },
    },
    { name: 'expires', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
  ],
};

/** Enough for the milliseconds of the next 1,000 years. */
const TIME_CHARACTERS = 9;
const NUMBER_CHARACTERS = 4;
const NUMBERS = 36 ** NUMBER_CHARACTERS;

/** Who did what. Entries are added and, after their time, expire; nothing but a count in them changes. */
export class Audit {
  private readonly collection: Collection<AuditDocument>;
  /** Tells apart what this process does within one millisecond. */
  private appended = 0;

  constructor(db: Db) {
    this.collection = db.collection(auditIndexes.collection);
  }

  async append(entry: AuditEntry): Promise<void> {
    await this.collection.insertOne({ _id: this.nextId(entry.at), ...entry });
  }

  /**
   * Adds an entry whose one change is `attempts`, or counts on in the one that the same action on the same
   * target has within the window: however often it is done, the log grows by an entry a window.
   */
  async count(entry: Omit<AuditEntry, 'changes'>, windowMilliseconds: number): Promise<void> {
    const { at, tenantId, action, target } = entry;
    const window = new Date(Math.floor(at.getTime() / windowMilliseconds) * windowMilliseconds);
    const countOn = async () => {
      const { matchedCount } = await this.collection.updateOne(
        { tenantId, action, target, window },
        { $inc: { 'changes.0.to': 1 } },
      );
      return matchedCount > 0;
    };
    if (await countOn()) return;
    try {
      const counted = { ...entry, changes: countedAttempts(1), window };
      await this.collection.insertOne({ _id: this.nextId(at), ...counted });
    } catch (error) {
      // Another was the first of this window a moment sooner.
      if (!isDuplicateKey(error) || !(await countOn())) throw error;
    }
  }

  private nextId(at: Date): string {
    this.appended = (this.appended + 1) % NUMBERS;
    const time = at.getTime().toString(36).padStart(TIME_CHARACTERS, '0');
    const number = this.appended.toString(36).padStart(NUMBER_CHARACTERS, '0');
    return createIdentifier(`${time}${number}`);
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
