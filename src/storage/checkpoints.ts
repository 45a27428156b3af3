import type { Collection, Db } from 'mongodb';
import type { IntegrationKey } from '../domain/names';
import { isDuplicateKey } from './duplicate-key';
import type { CollectionIndexes } from './index-definition';

/** Who may pull now. It expires, so that a dead holder does not block the next one for long. */
export interface Lease {
  readonly runId: string;
  readonly workflowId: string;
  readonly expiresAt: Date;
}

export interface CheckpointDocument {
  readonly _id: string;
  readonly tenantId: string;
  readonly integrationId: string;
  /** Grows by one with each write. */
  readonly version: number;
  readonly lease: Lease | null;
  /** Where the run that holds the lease is; the vendor's connector alone knows what it means. */
  readonly position: { readonly runId: string; readonly at: unknown } | null;
  /** Start of the last complete daily or on-demand pull. Only that moves it, never a back-fill. */
  readonly highWater: Date | null;
}

export const checkpointIndexes: CollectionIndexes = {
  collection: 'checkpoints',
  indexes: [{ name: 'integration', key: { tenantId: 1, integrationId: 1 }, unique: true }],
};

const documentId = (key: IntegrationKey) => `${key.tenantId}/${key.integrationId}`;

/** How far each integration has been read, and by whom it is being read. */
export class Checkpoints {
  private readonly collection: Collection<CheckpointDocument>;

  constructor(db: Db) {
    this.collection = db.collection(checkpointIndexes.collection);
  }

  async get(key: IntegrationKey): Promise<CheckpointDocument | null> {
    return this.collection.findOne({ _id: documentId(key), tenantId: key.tenantId });
  }

  /**
   * Takes the lease, or prolongs it for the run that has it.
   *
   * @returns null while another run holds it.
   */
  async acquire(key: IntegrationKey, lease: Lease, now: Date): Promise<CheckpointDocument | null> {
    try {
      return await this.collection.findOneAndUpdate(
        {
          _id: documentId(key),
          tenantId: key.tenantId,
          $or: [{ lease: null }, { 'lease.expiresAt': { $lte: now } }, { 'lease.runId': lease.runId }],
        },
        {
          $set: { lease },
          $inc: { version: 1 },
          $setOnInsert: { integrationId: key.integrationId, position: null, highWater: null },
        },
        { upsert: true, returnDocument: 'after' },
      );
    } catch (error) {
      if (isDuplicateKey(error)) return null;
      throw error;
    }
  }

  /**
   * Compare-and-set of the position by the holder of the lease, which it prolongs.
   *
   * @returns the new version, or null when the lease was lost meanwhile.
   */
  async save(
    key: IntegrationKey,
    expectedVersion: number,
    lease: Lease,
    position: unknown,
  ): Promise<number | null> {
    const { matchedCount } = await this.collection.updateOne(
      {
        _id: documentId(key),
        tenantId: key.tenantId,
        version: expectedVersion,
        'lease.runId': lease.runId,
      },
      { $set: { lease, position: { runId: lease.runId, at: position } }, $inc: { version: 1 } },
    );
    return matchedCount === 1 ? expectedVersion + 1 : null;
  }

  /**
   * Ends a run's hold. `highWater` is given by a complete run that may move it. The position stays, so
   * that a run which is stopped here is not read from its beginning again.
   */
  async release(key: IntegrationKey, runId: string, highWater: Date | null): Promise<void> {
    const moved = highWater === null ? {} : { highWater };
    await this.collection.updateOne(
      { _id: documentId(key), tenantId: key.tenantId, 'lease.runId': runId },
      { $set: { lease: null, ...moved }, $inc: { version: 1 } },
    );
  }
}
