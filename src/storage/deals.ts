import type { AnyBulkWriteOperation, Db, Decimal128, Filter } from 'mongodb';
import type { Attribution } from '../domain/attribution';
import type { EstimatedTime } from '../domain/fold';
import type { IntegrationKey, StageStatus, VendorName } from '../domain/names';
import type { CustomField } from '../domain/observation';
import type { RecordState } from '../domain/record-state';
import { BEFORE_ALL, dealIndexes } from './deal-indexes';
import { isDuplicateKey } from './duplicate-key';
import { funnelOfStage } from './funnels';
import { type Condition, equal, matching, type Period, type SearchFilter, within } from './page';
import { recordId } from './record-id';
import { RecordList } from './record-list';

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

/** A deal as a connector needs to know it. */
export type KnownRecord = Pick<DealDocument, 'externalId' | 'version' | 'record'>;

/** A deal as far as what it is found by needs it. */
export type DealOfContact = Pick<DealDocument, '_id' | 'name'> & { readonly contactId: string };

/** What a deal has come to. */
export type DealStanding = Pick<DealDocument, 'amount' | 'stageStatus'>;

/** What a list of deals is narrowed to. */
export interface DealFilter {
  readonly created: Period;
  readonly integrationId?: string | undefined;
  readonly campaignId?: string | undefined;
  readonly sourceId?: string | undefined;
  readonly funnelId?: string | undefined;
  readonly stageId?: string | undefined;
  readonly stageStatus?: StageStatus | undefined;
  /** Null: of nobody. */
  readonly employeeId?: string | null | undefined;
  readonly deleted?: boolean | undefined;
  readonly closed?: Period | undefined;
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

const stageStatuses: readonly StageStatus[] = ['in_process', 'success', 'failed'];

/** So many keys are read and sorted in no time. */
const CLOSED_AT_MOST = 30_000;

/** The folds of vendor records. Lists have those that are listed. */
export class Deals extends RecordList<DealDocument, DealFilter> {
  constructor(db: Db) {
    super(db, dealIndexes.collection);
  }

  protected override filterOf(
    tenantId: string,
    filter: DealFilter,
    conditions: readonly Condition[],
  ): Filter<DealDocument> {
    return dealsOf(tenantId, filter, conditions);
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

  /** Where these deals stand, by id; what is not there is left out. */
  async standings(tenantId: string, ids: readonly string[]): Promise<Map<string, DealStanding>> {
    if (ids.length === 0) return new Map();
    const found = await this.collection
      .find({ _id: { $in: [...ids] }, tenantId, listed: true })
      .project<DealStanding & Pick<DealDocument, '_id'>>({ amount: 1, stageStatus: 1 })
      .toArray();
    return new Map(found.map((deal) => [deal._id, deal]));
  }

  async get(tenantId: string, id: string): Promise<DealDocument | null> {
    return this.collection.findOne({ _id: id, tenantId, listed: true });
  }

  /**
   * Deals closed long ago lie deep in the list, and every index there is would be tried at length. Where
   * few enough were closed, or nothing else is asked for, theirs is the one.
   */
  protected override async indexFor(
    tenantId: string,
    { created: _created, closed, search, ...others }: DealFilter,
  ): Promise<string | null> {
    const within = closedWithin(closed);
    if (within.length === 0 || search !== null) return null;
    if (Object.values(others).every((value) => value === undefined)) return 'closed';
    const alone = dealsOf(tenantId, { created: { from: null, before: null }, closed, search: null });
    const count = await this.collection.countDocuments(alone, { limit: CLOSED_AT_MOST, hint: 'closed' });
    return count < CLOSED_AT_MOST ? 'closed' : null;
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

  /** Deals that refer to one of these contacts. */
  async *ofContacts(tenantId: string, contactIds: readonly string[]): AsyncGenerator<DealOfContact> {
    yield* this.collection
      .find({ tenantId, contactId: { $in: [...contactIds] } })
      .project<DealOfContact>({ name: 1, contactId: 1 })
      .batchSize(1_000);
  }

  /**
   * Changes what deals are found by, unless they were renamed or lost their contact meanwhile. The version
   * grows, so that a fold under way is made again with the person as it is now.
   */
  async findBy(
    tenantId: string,
    found: readonly { readonly deal: DealOfContact; readonly search: readonly string[] }[],
  ): Promise<void> {
    if (found.length === 0) return;
    await this.collection.bulkWrite(
      found.map(({ deal: { _id, name, contactId }, search }) => ({
        updateOne: {
          filter: { _id, tenantId, name, contactId },
          update: { $set: { search }, $inc: { version: 1 } },
        },
      })),
      { ordered: false },
    );
  }

  /** External ids of an integration's deals in their order, from the one after `after`; those not listed too. */
  async externalIds(key: IntegrationKey, after: string | null, limit: number): Promise<string[]> {
    const { tenantId, integrationId } = key;
    const found = await this.collection
      .find({ tenantId, integrationId, ...(after === null ? {} : { externalId: { $gt: after } }) })
      .sort({ externalId: 1 })
      .limit(limit)
      .project<Pick<DealDocument, 'externalId'>>({ _id: 0, externalId: 1 })
      .hint('record')
      .toArray();
    return found.map(({ externalId }) => externalId);
  }

  /** How many of an integration's deals stand in another funnel; those not listed too. */
  async countOutside({ tenantId, integrationId }: IntegrationKey, funnelId: string): Promise<number> {
    return this.collection.countDocuments({ tenantId, integrationId, funnelId: { $ne: funnelId } });
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

/** Listed deals of a tenant that a filter lets through and that meet the conditions. */
export function dealsOf(
  tenantId: string,
  filter: DealFilter,
  conditions: readonly Condition[] = [],
): Filter<DealDocument> {
  return {
    tenantId,
    listed: true,
    $and: [
      {},
      ...equal({
        integrationId: filter.integrationId,
        'attribution.campaignId': filter.campaignId,
        'attribution.sourceId': filter.sourceId,
        funnelId:
          filter.funnelId ?? (filter.stageId === undefined ? undefined : funnelOfStage(filter.stageId)),
        stageId: filter.stageId,
        employeeId: filter.employeeId,
        deleted: filter.deleted,
      }),
      ...withStatus(filter),
      ...within('createdAt', filter.created),
      ...closedWithin(filter.closed),
      ...matching(filter.search),
      ...conditions,
    ],
  };
}

/** Naming every status keeps the order of time in the index that has the integration before the status. */
function withStatus({ integrationId, stageStatus }: DealFilter): Condition[] {
  if (stageStatus !== undefined) return [{ stageStatus }];
  return integrationId === undefined ? [] : [{ stageStatus: { $in: stageStatuses } }];
}

/** None where nothing is said of the closing. */
function closedWithin(closed: Period | undefined): Condition[] {
  if (closed === undefined || (closed.from === null && closed.before === null)) return [];
  return [{ closedAt: { $gt: BEFORE_ALL } }, ...within('closedAt', closed)];
}
