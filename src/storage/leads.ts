import type { Collection, Db, Filter } from 'mongodb';
import type { Attribution } from '../domain/attribution';
import type { IntegrationKey, VendorName } from '../domain/names';
import type { CollectionIndexes } from './index-definition';
import { equal, matching, olderThan, type Period, type Position, type SearchFilter, within } from './page';
import { recordId } from './record-id';

export const leadStates = ['ready', 'no_contact'] as const;
export type LeadState = (typeof leadStates)[number];

export interface LeadDocument {
  readonly _id: string;
  readonly tenantId: string;
  readonly integrationId: string;
  readonly externalId: string;
  readonly vendor: VendorName;
  readonly state: LeadState;
  readonly createdAt: Date;
  readonly createdAtEstimated: boolean;
  readonly contactId: string | null;
  readonly contact: {
    readonly name: string | null;
    readonly phone: string | null;
    readonly email: string | null;
  };
  readonly attribution: Attribution;
  readonly dealId: string | null;
  readonly search: readonly string[];
}

export const leadIndexes: CollectionIndexes = {
  collection: 'leads',
  indexes: [
    { name: 'record', key: { tenantId: 1, externalId: 1, integrationId: 1 }, unique: true },
    {
      name: 'list',
      key: {
        tenantId: 1,
        createdAt: -1,
        _id: -1,
        integrationId: 1,
        state: 1,
        'attribution.campaignId': 1,
        'attribution.sourceId': 1,
      },
    },
    { name: 'search', key: { tenantId: 1, search: 1 } },
    { name: 'contact', key: { tenantId: 1, contactId: 1 } },
  ],
};

export function leadId(key: IntegrationKey, externalId: string): string {
  return recordId('lead', key.tenantId, key.integrationId, externalId);
}

/** What a list of leads is narrowed to. */
export interface LeadFilter {
  readonly created: Period;
  readonly integrationId?: string | undefined;
  readonly campaignId?: string | undefined;
  readonly sourceId?: string | undefined;
  readonly state?: LeadState | undefined;
  readonly search: SearchFilter | null;
}

/** Bookings left in the online form. */
export class Leads {
  private readonly collection: Collection<LeadDocument>;

  constructor(db: Db) {
    this.collection = db.collection(leadIndexes.collection);
  }

  /** Attributions of those of these records that are leads, by external id. */
  async attributions(key: IntegrationKey, externalIds: readonly string[]): Promise<Map<string, Attribution>> {
    if (externalIds.length === 0) return new Map();
    const ids = externalIds.map((externalId) => leadId(key, externalId));
    const found = await this.collection
      .find({ _id: { $in: ids }, tenantId: key.tenantId })
      .project<Pick<LeadDocument, 'externalId' | 'attribution'>>({ _id: 0, externalId: 1, attribution: 1 })
      .toArray();
    return new Map(found.map(({ externalId, attribution }) => [externalId, attribution]));
  }

  /** Newest first, from the one after `after`. */
  async list(
    tenantId: string,
    filter: LeadFilter,
    after: Position | null,
    limit: number,
  ): Promise<LeadDocument[]> {
    return this.collection
      .find(listFilter(tenantId, filter, after))
      .sort({ createdAt: -1, _id: -1 })
      .limit(limit)
      .batchSize(limit)
      .toArray();
  }

  /** All leads of a filter, newest first, one batch of the cursor in memory at a time. */
  async *stream(tenantId: string, filter: LeadFilter): AsyncGenerator<LeadDocument> {
    yield* this.collection
      .find(listFilter(tenantId, filter, null))
      .sort({ createdAt: -1, _id: -1 })
      .batchSize(1_000);
  }

  /** A lead keeps the attribution and the time it was made with; what is known of its person may grow. */
  async upsert(leads: readonly LeadDocument[]): Promise<void> {
    if (leads.length === 0) return;
    await this.collection.bulkWrite(
      leads.map(({ _id, tenantId, state, contactId, contact, dealId, search, ...fixed }) => ({
        updateOne: {
          filter: { _id, tenantId },
          update: { $set: { state, contactId, contact, dealId, search }, $setOnInsert: fixed },
          upsert: true,
        },
      })),
      { ordered: false },
    );
  }
}

function listFilter(tenantId: string, filter: LeadFilter, after: Position | null): Filter<LeadDocument> {
  return {
    tenantId,
    $and: [
      {},
      ...equal({
        integrationId: filter.integrationId,
        state: filter.state,
        'attribution.campaignId': filter.campaignId,
        'attribution.sourceId': filter.sourceId,
      }),
      ...within('createdAt', filter.created),
      ...matching(filter.search),
      ...olderThan('createdAt', after),
    ],
  };
}
