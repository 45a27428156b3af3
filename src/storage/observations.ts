import type { Collection, Db } from 'mongodb';
import type { IntegrationKey } from '../domain/names';
import type { Observation } from '../domain/observation';
import { insertNew } from './duplicate-key';
import type { CollectionIndexes } from './index-definition';

/** Which run or inbox row an observation came with. */
export interface ObservationOrigin {
  readonly kind: 'run' | 'event';
  readonly id: string;
}

export interface StoredObservation extends Observation {
  readonly tenantId: string;
  readonly integrationId: string;
  readonly externalId: string;
  readonly origin: ObservationOrigin;
  readonly contentHash: string;
  /** Version of the vendor's contract by which it was read; not there for what was pulled, nor for what is older. */
  readonly contract?: string;
}

export const observationIndexes: CollectionIndexes = {
  collection: 'observations',
  indexes: [
    {
      name: 'record',
      key: { tenantId: 1, integrationId: 1, externalId: 1, 'origin.id': 1, contentHash: 1 },
      unique: true,
    },
  ],
};

/** Every state in which a vendor record was received; written once and never changed. */
export class Observations {
  private readonly collection: Collection<StoredObservation>;

  constructor(db: Db) {
    this.collection = db.collection<StoredObservation>(observationIndexes.collection);
  }

  /** The same observation of the same origin again changes nothing. */
  async insert(observations: readonly StoredObservation[]): Promise<void> {
    await insertNew(this.collection, observations);
  }

  /** All observations of these records, by external id. */
  async ofRecords(
    key: IntegrationKey,
    externalIds: readonly string[],
  ): Promise<Map<string, StoredObservation[]>> {
    const byRecord = new Map<string, StoredObservation[]>();
    if (externalIds.length === 0) return byRecord;
    const found = this.collection.find(
      { tenantId: key.tenantId, integrationId: key.integrationId, externalId: { $in: [...externalIds] } },
      { projection: { _id: 0 }, batchSize: 10_000 },
    );
    for await (const observation of found) {
      const known = byRecord.get(observation.externalId);
      if (known === undefined) byRecord.set(observation.externalId, [observation]);
      else known.push(observation);
    }
    return byRecord;
  }
}
