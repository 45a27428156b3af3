import type { Db, Filter } from 'mongodb';
import type { Attribution } from '../domain/attribution';
import type { IntegrationKey, VendorName } from '../domain/names';
import { insertNew } from './duplicate-key';
import type { CollectionIndexes } from './index-definition';
import { type Condition, equal, matching, type Period, type SearchFilter, within } from './page';
import { recordId } from './record-id';
import { RecordList } from './record-list';

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
        vendor: 1,
      },
    },
    { name: 'integration', key: { tenantId: 1, integrationId: 1, state: 1, createdAt: -1, _id: -1 } },
    {
      name: 'campaign',
      key: { tenantId: 1, 'attribution.campaignId': 1, createdAt: -1, _id: -1 },
      partialFilterExpression: { 'attribution.campaignId': { $exists: true } },
    },
    {
      name: 'source',
      key: { tenantId: 1, 'attribution.sourceId': 1, createdAt: -1, _id: -1 },
      partialFilterExpression: { 'attribution.sourceId': { $exists: true } },
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
export class Leads extends RecordList<LeadDocument, LeadFilter> {
  constructor(db: Db) {
    super(db, leadIndexes.collection);
  }

  protected override filterOf(
    tenantId: string,
    filter: LeadFilter,
    conditions: readonly Condition[],
  ): Filter<LeadDocument> {
    return leadsOf(tenantId, filter, conditions);
  }

  /** When these leads came in, by id; what is not there is left out. */
  async times(tenantId: string, ids: readonly string[]): Promise<Map<string, Date>> {
    if (ids.length === 0) return new Map();
    const found = await this.collection
      .find({ _id: { $in: [...ids] }, tenantId })
      .project<Pick<LeadDocument, '_id' | 'createdAt'>>({ createdAt: 1 })
      .toArray();
    return new Map(found.map(({ _id, createdAt }) => [_id, createdAt]));
  }

  async get(tenantId: string, id: string): Promise<LeadDocument | null> {
    return this.collection.findOne({ _id: id, tenantId });
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

  /**
   * A lead keeps the attribution it was made with; what is known of its record and person may grow.
   *
   * @param stored by external id those that are known to be there; the others are probably new.
   */
  async upsert(
    leads: readonly LeadDocument[],
    stored: ReadonlyMap<string, unknown> = new Map(),
  ): Promise<void> {
    const known = leads.filter(({ externalId }) => stored.has(externalId));
    const others = leads.filter(({ externalId }) => !stored.has(externalId));
    const taken = await insertNew(this.collection, others);
    await this.merge([...known, ...taken]);
  }

  private async merge(leads: readonly LeadDocument[]): Promise<void> {
    if (leads.length === 0) return;
    await this.collection.bulkWrite(
      leads.map(({ _id, tenantId, integrationId, externalId, vendor, attribution, ...known }) => ({
        updateOne: {
          filter: { _id, tenantId },
          update: { $set: known, $setOnInsert: { integrationId, externalId, vendor, attribution } },
          upsert: true,
        },
      })),
      { ordered: false },
    );
  }

  /** Shows these people, by the id of their contact, in all their leads. */
  async showPeople(
    tenantId: string,
    people: ReadonlyMap<string, Pick<LeadDocument, 'state' | 'contact' | 'search'>>,
  ): Promise<void> {
    if (people.size === 0) return;
    await this.collection.bulkWrite(
      [...people].map(([contactId, shown]) => ({
        updateMany: { filter: { tenantId, contactId }, update: { $set: shown } },
      })),
      { ordered: false },
    );
  }

  /** Takes back leads that, as it turned out, never were any. */
  async withdraw(key: IntegrationKey, externalIds: readonly string[]): Promise<void> {
    if (externalIds.length === 0) return;
    await this.collection.deleteMany({
      _id: { $in: externalIds.map((externalId) => leadId(key, externalId)) },
      tenantId: key.tenantId,
    });
  }
}

/** Leads of a tenant that a filter lets through and that meet the conditions. */
export function leadsOf(
  tenantId: string,
  filter: LeadFilter,
  conditions: readonly Condition[] = [],
): Filter<LeadDocument> {
  return {
    tenantId,
    $and: [
      {},
      ...equal({
        integrationId: filter.integrationId,
        'attribution.campaignId': filter.campaignId,
        'attribution.sourceId': filter.sourceId,
      }),
      ...withState(filter),
      ...within('createdAt', filter.created),
      ...matching(filter.search),
      ...conditions,
    ],
  };
}

/** Naming every state keeps the order of time in the index that has the integration before the state. */
function withState({ integrationId, state }: LeadFilter): Condition[] {
  if (state !== undefined) return [{ state }];
  return integrationId === undefined ? [] : [{ state: { $in: leadStates } }];
}
