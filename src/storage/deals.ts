import type { AnyBulkWriteOperation, Collection, Db, Decimal128, Filter } from 'mongodb';
import type { Attribution } from '../domain/attribution';
import type { EstimatedTime } from '../domain/fold';
import type { IntegrationKey, StageStatus, VendorName } from '../domain/names';
import type { CustomField } from '../domain/observation';
import type { RecordState } from '../domain/record-state';
import { isDuplicateKey } from './duplicate-key';
import type { CollectionIndexes } from './index-definition';
import { equal, matching, olderThan, type Period, type Position, type SearchFilter, within } from './page';
import { recordId } from './record-id';

export interface DealDocument {
  readonly _id: string;
  readonly tenantId: string;
  readonly integrationId: string;
  readonly externalId: string;
  readonly vendor: VendorName;
  /** Grows by one with each fold; folds are written by compare-and-set. */
  readonly version: number;
  /** False while the settings say not to take deals: the fold is kept, nobody sees it. */
  readonly listed: boolean;
  readonly name: string;
  readonly amount: Decimal128 | null;
  readonly paidAmount: Decimal128 | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly stageChangedAt: Date;
  readonly closedAt: Date | null;
  readonly estimated: readonly EstimatedTime[];
  readonly funnelId: string;
  readonly stageId: string;
  readonly stageStatus: StageStatus;
  readonly statusText: string | null;
  readonly contactId: string | null;
  readonly employeeId: string | null;
  readonly customFields: readonly CustomField[];
  readonly crmSource: string | null;
  readonly deleted: boolean;
  readonly leadId: string | null;
  readonly attribution: Attribution | null;
  readonly search: readonly string[];
  readonly record: RecordState;
}

export const dealIndexes: CollectionIndexes = {
  collection: 'deals',
  indexes: [
    { name: 'record', key: { tenantId: 1, externalId: 1, integrationId: 1 }, unique: true },
    {
      name: 'list',
      key: {
        tenantId: 1,
        listed: 1,
        createdAt: -1,
        _id: -1,
        integrationId: 1,
        funnelId: 1,
        stageId: 1,
        stageStatus: 1,
        'attribution.campaignId': 1,
        'attribution.sourceId': 1,
      },
    },
    { name: 'search', key: { tenantId: 1, search: 1 } },
    { name: 'contact', key: { tenantId: 1, contactId: 1 } },
    { name: 'visits', key: { tenantId: 1, integrationId: 1, 'record.visitDate': 1, externalId: 1 } },
    {
      name: 'attachments',
      key: { tenantId: 1, integrationId: 1, 'record.attachment.readAt': 1 },
      partialFilterExpression: { 'record.attachment.readAt': { $exists: true } },
    },
  ],
};

/** A deal as a connector needs to know it. */
export type KnownRecord = Pick<DealDocument, 'externalId' | 'version' | 'record'>;

/** What a list of deals is narrowed to. */
export interface DealFilter {
  readonly created: Period;
  readonly integrationId?: string | undefined;
  readonly campaignId?: string | undefined;
  readonly sourceId?: string | undefined;
  readonly funnelId?: string | undefined;
  readonly stageId?: string | undefined;
  readonly stageStatus?: StageStatus | undefined;
  readonly search: SearchFilter | null;
}

/** A fold to be written over the version it was computed from; `null` for a deal not yet there. */
export interface DealWrite {
  readonly expectedVersion: number | null;
  readonly deal: DealDocument;
}

export function dealId(key: IntegrationKey, externalId: string): string {
  return recordId('deal', key.tenantId, key.integrationId, externalId);
}

/** The folds of vendor records. */
export class Deals {
  private readonly collection: Collection<DealDocument>;

  constructor(db: Db) {
    this.collection = db.collection(dealIndexes.collection);
  }

  async known(key: IntegrationKey, externalIds: readonly string[]): Promise<Map<string, KnownRecord>> {
    if (externalIds.length === 0) return new Map();
    const ids = externalIds.map((externalId) => dealId(key, externalId));
    const found = await this.collection
      .find({ _id: { $in: ids }, tenantId: key.tenantId })
      .project<KnownRecord>({ _id: 0, externalId: 1, version: 1, record: 1 })
      .toArray();
    return new Map(found.map((deal) => [deal.externalId, deal]));
  }

  async get(tenantId: string, id: string): Promise<DealDocument | null> {
    return this.collection.findOne({ _id: id, tenantId, listed: true });
  }

  /** Listed deals, newest first, from the one after `after`. */
  async list(
    tenantId: string,
    filter: DealFilter,
    after: Position | null,
    limit: number,
  ): Promise<DealDocument[]> {
    return this.collection
      .find(listFilter(tenantId, filter, after))
      .sort({ createdAt: -1, _id: -1 })
      .limit(limit)
      .batchSize(limit)
      .toArray();
  }

  /** All listed deals of a filter, newest first, one batch of the cursor in memory at a time. */
  async *stream(tenantId: string, filter: DealFilter): AsyncGenerator<DealDocument> {
    yield* this.collection
      .find(listFilter(tenantId, filter, null))
      .sort({ createdAt: -1, _id: -1 })
      .batchSize(1_000);
  }

  /** @returns false when a deal changed meanwhile: fold those records again. */
  async write(writes: readonly DealWrite[]): Promise<boolean> {
    if (writes.length === 0) return true;
    const operations = writes.map(({ expectedVersion, deal }): AnyBulkWriteOperation<DealDocument> => {
      if (expectedVersion === null) return { insertOne: { document: deal } };
      return {
        replaceOne: {
          filter: { _id: deal._id, tenantId: deal.tenantId, version: expectedVersion },
          replacement: deal,
        },
      };
    });
    try {
      const { insertedCount, matchedCount } = await this.collection.bulkWrite(operations, { ordered: false });
      return insertedCount + matchedCount === writes.length;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Notes what was learned of records whose deal did not change. */
  async updateRecords(
    key: IntegrationKey,
    updates: readonly { readonly externalId: string; readonly record: RecordState }[],
  ): Promise<void> {
    if (updates.length === 0) return;
    await this.collection.bulkWrite(
      updates.map(({ externalId, record }) => ({
        updateOne: {
          filter: { _id: dealId(key, externalId), tenantId: key.tenantId },
          update: { $set: { record } },
        },
      })),
      { ordered: false },
    );
  }

  /** Records whose attachment is worth reading again, the longest unread first. */
  async dueAttachments(
    key: IntegrationKey,
    now: Date,
    readBefore: Date,
    limit: number,
  ): Promise<KnownRecord[]> {
    return this.collection
      .find({
        tenantId: key.tenantId,
        integrationId: key.integrationId,
        'record.attachment.readAt': { $lt: readBefore },
        'record.attachment.watchUntil': { $gt: now },
      })
      .sort({ 'record.attachment.readAt': 1 })
      .limit(limit)
      .project<KnownRecord>({ _id: 0, externalId: 1, version: 1, record: 1 })
      .toArray();
  }

  /** External ids of the records with a visit in these local dates, both included, that are not deleted. */
  async withVisitIn(key: IntegrationKey, from: string, to: string): Promise<string[]> {
    const found = await this.collection
      .find({
        tenantId: key.tenantId,
        integrationId: key.integrationId,
        'record.visitDate': { $gte: from, $lte: to },
        deleted: false,
      })
      .project<Pick<DealDocument, 'externalId'>>({ _id: 0, externalId: 1 })
      .toArray();
    return found.map(({ externalId }) => externalId);
  }
}

function listFilter(tenantId: string, filter: DealFilter, after: Position | null): Filter<DealDocument> {
  return {
    tenantId,
    listed: true,
    $and: [
      {},
      ...equal({
        integrationId: filter.integrationId,
        'attribution.campaignId': filter.campaignId,
        'attribution.sourceId': filter.sourceId,
        funnelId: filter.funnelId,
        stageId: filter.stageId,
        stageStatus: filter.stageStatus,
      }),
      ...within('createdAt', filter.created),
      ...matching(filter.search),
      ...olderThan('createdAt', after),
    ],
  };
}
