import type { Collection, Db } from 'mongodb';
import type { IntegrationKey, StageStatus } from '../domain/names';
import type { Funnel } from '../domain/observation';
import type { CollectionIndexes } from './index-definition';
import { equal } from './page';
import { recordId } from './record-id';

export interface FunnelDocument {
  readonly _id: string;
  readonly tenantId: string;
  readonly integrationId: string;
  readonly externalId: string;
  readonly name: string;
  readonly stages: readonly {
    readonly id: string;
    readonly name: string;
    readonly order: number;
    readonly status: StageStatus;
  }[];
}

export const funnelIndexes: CollectionIndexes = {
  collection: 'funnels',
  indexes: [{ name: 'list', key: { tenantId: 1, _id: 1 } }],
};

/** A funnel whose key begins with `tenant/` is one for all integrations of the tenant. */
export function funnelId(key: IntegrationKey, funnelKey: string): string {
  const owner = funnelKey.startsWith('tenant/') ? '' : key.integrationId;
  return recordId('funnel', key.tenantId, owner, funnelKey);
}

/** Unique over all funnels, so that a stage alone can be filtered by. */
export function stageId(key: IntegrationKey, funnelKey: string, stageKey: string): string {
  return `${funnelId(key, funnelKey)}.${stageKey}`;
}

/** The funnel that a stage is of. */
export function funnelOfStage(stage: string): string {
  // Neither the ids of funnels nor anything in them has a dot.
  return stage.split('.', 1)[0] ?? stage;
}

/** Funnels and their stages in order. */
export class Funnels {
  private readonly collection: Collection<FunnelDocument>;

  constructor(db: Db) {
    this.collection = db.collection(funnelIndexes.collection);
  }

  /** In order of id, from the one after `after`. */
  async list(
    tenantId: string,
    filter: { readonly integrationId?: string | undefined },
    after: string | null,
    limit: number,
  ): Promise<FunnelDocument[]> {
    const page = after === null ? [] : [{ _id: { $gt: after } }];
    const narrowed = equal({ integrationId: filter.integrationId });
    return this.collection
      .find({ tenantId, $and: [{}, ...narrowed, ...page] })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
  }

  async byIds(tenantId: string, ids: readonly string[]): Promise<Map<string, FunnelDocument>> {
    const found = await this.collection.find({ _id: { $in: [...ids] }, tenantId }).toArray();
    return new Map(found.map((funnel) => [funnel._id, funnel]));
  }

  async upsert(key: IntegrationKey, funnel: Funnel): Promise<void> {
    const stages = funnel.stages.map(({ key: stageKey, name, order, status }) => ({
      id: stageId(key, funnel.key, stageKey),
      name,
      order,
      status,
    }));
    await this.collection.updateOne(
      { _id: funnelId(key, funnel.key), tenantId: key.tenantId },
      { $set: { integrationId: key.integrationId, externalId: funnel.key, name: funnel.name, stages } },
      { upsert: true },
    );
  }
}
