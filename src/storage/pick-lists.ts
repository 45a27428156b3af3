import type { Collection } from 'mongodb';
import { SkvozError } from '../domain/errors';
import { isDuplicateKey } from './duplicate-key';
import type { CollectionIndexes } from './index-definition';

export interface PickListEntry {
  readonly tenantId: string;
  readonly id: string;
  readonly archived: boolean;
}

export interface SiteEntry extends PickListEntry {
  readonly domain: string;
  readonly name: string;
}

export interface CampaignEntry extends PickListEntry {
  readonly name: string;
  readonly siteId: string | null;
  readonly conditions: readonly unknown[];
}

export interface SourceEntry extends PickListEntry {
  readonly name: string;
  readonly channel: string;
}

const indexesOf = (collection: string): CollectionIndexes => ({
  collection,
  indexes: [{ name: 'entry', key: { tenantId: 1, id: 1 }, unique: true }],
});

export const pickListIndexes = [indexesOf('sites'), indexesOf('campaigns'), indexesOf('sources')];

/** What may be changed of an entry. */
export type PickListChange<Entry extends PickListEntry> = Partial<Omit<Entry, 'tenantId' | 'id'>>;

/** Sites, campaigns or sources of tenants. */
export class PickList<Entry extends PickListEntry> {
  constructor(private readonly collection: Collection<PickListEntry>) {}

  /** @throws SkvozError `already_exists` */
  async create(entry: Entry): Promise<void> {
    try {
      await this.collection.insertOne({ ...entry });
    } catch (error) {
      if (isDuplicateKey(error)) throw new SkvozError('already_exists', { id: entry.id });
      throw error;
    }
  }

  async get(tenantId: string, id: string): Promise<Entry | null> {
    return this.collection.findOne<Entry>({ tenantId, id }, withoutId);
  }

  /** Archived ones too, by id; what is not there is left out. */
  async byIds(tenantId: string, ids: readonly string[]): Promise<Map<string, Entry>> {
    const found = await this.collection.find<Entry>({ tenantId, id: { $in: [...ids] } }, withoutId).toArray();
    return new Map(found.map((entry) => [entry.id, entry]));
  }

  /** In order of id, from the one after `after`; archived ones too. */
  async list(tenantId: string, after: string | null, limit: number): Promise<Entry[]> {
    const page = after === null ? {} : { id: { $gt: after } };
    return this.collection
      .find<Entry>({ tenantId, ...page }, withoutId)
      .sort({ id: 1 })
      .limit(limit)
      .toArray();
  }

  /** @returns the entry as it is now, or null when there is none. */
  async change(tenantId: string, id: string, change: PickListChange<Entry>): Promise<Entry | null> {
    if (Object.keys(change).length > 0) await this.collection.updateOne({ tenantId, id }, { $set: change });
    return this.get(tenantId, id);
  }
}

const withoutId = { projection: { _id: 0 } } as const;

export interface PickLists {
  readonly sites: PickList<SiteEntry>;
  readonly campaigns: PickList<CampaignEntry>;
  readonly sources: PickList<SourceEntry>;
}
