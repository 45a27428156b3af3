import type { Db, Filter } from 'mongodb';
import type { IntegrationKey } from '../domain/names';
import { insertNew } from './duplicate-key';
import type { CollectionIndexes } from './index-definition';
import { type Condition, equal, matching, type Period, type SearchFilter, within } from './page';
import { recordId } from './record-id';
import { RecordList } from './record-list';

export interface ContactDocument {
  readonly _id: string;
  readonly tenantId: string;
  readonly integrationId: string;
  readonly externalId: string;
  /** Where the vendor keeps this person now, after a merge of theirs. */
  readonly currentExternalId: string;
  readonly name: string | null;
  readonly surname: string | null;
  /** E.164. */
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly createdAt: Date;
  readonly readAt: Date;
  readonly search: readonly string[];
  /**
   * A person read with a whole list to whom nothing refers yet: not shown, and gone at this time.
   * Null for a person of a lead or deal.
   */
  readonly expiresAt: Date | null;
  /** For a vendor that sends: when each of these was last said, as a text that sorts by time. */
  readonly said?: { readonly name?: string; readonly phones?: string; readonly emails?: string };
  /** Set when the person was erased: nothing of theirs is kept and a pull must not bring it back. */
  readonly erasedAt: Date | null;
}

export const contactIndexes: CollectionIndexes = {
  collection: 'contacts',
  indexes: [
    { name: 'record', key: { tenantId: 1, externalId: 1, integrationId: 1 }, unique: true },
    { name: 'list', key: { tenantId: 1, createdAt: -1, _id: -1, integrationId: 1, expiresAt: 1 } },
    { name: 'search', key: { tenantId: 1, search: 1 } },
    { name: 'expiry', key: { expiresAt: 1 }, expireAfterSeconds: 0 },
  ],
};

/** What leads and deals show of a person. */
export type ShownPerson = Pick<ContactDocument, 'name' | 'phones' | 'emails'>;

/** A person as far as the leads and deals that refer to them need it. */
export type KnownPerson = ShownPerson & Pick<ContactDocument, 'externalId' | 'expiresAt' | 'erasedAt'>;

/** What a list of contacts is narrowed to. */
export interface ContactFilter {
  readonly created: Period;
  readonly integrationId?: string | undefined;
  readonly search: SearchFilter | null;
}

export function contactId(key: IntegrationKey, externalId: string): string {
  return recordId('contact', key.tenantId, key.integrationId, externalId);
}

/** People of leads and deals. Lists have those that somebody refers to and that were not erased. */
export class Contacts extends RecordList<ContactDocument, ContactFilter> {
  constructor(db: Db) {
    super(db, contactIndexes.collection);
  }

  protected override filterOf(
    tenantId: string,
    filter: ContactFilter,
    conditions: readonly Condition[],
  ): Filter<ContactDocument> {
    return {
      tenantId,
      expiresAt: null,
      erasedAt: null,
      $and: [
        {},
        ...equal({ integrationId: filter.integrationId }),
        ...within('createdAt', filter.created),
        ...matching(filter.search),
        ...conditions,
      ],
    };
  }

  async known(key: IntegrationKey, externalIds: readonly string[]): Promise<Map<string, ContactDocument>> {
    const ids = externalIds.map((externalId) => contactId(key, externalId));
    const found = await this.collection.find({ _id: { $in: ids }, tenantId: key.tenantId }).toArray();
    return new Map(found.map((contact) => [contact.externalId, contact]));
  }

  /** The same people, by external id, no more of them than what refers to them needs. */
  async people(key: IntegrationKey, externalIds: readonly string[]): Promise<Map<string, KnownPerson>> {
    const ids = externalIds.map((externalId) => contactId(key, externalId));
    const found = await this.collection
      .find({ _id: { $in: ids }, tenantId: key.tenantId })
      .project<KnownPerson>({
        _id: 0,
        externalId: 1,
        name: 1,
        phones: 1,
        emails: 1,
        expiresAt: 1,
        erasedAt: 1,
      })
      .toArray();
    return new Map(found.map((person) => [person.externalId, person]));
  }

  /** Which of these were erased, by external id. */
  async erased(key: IntegrationKey, externalIds: readonly string[]): Promise<Set<string>> {
    const ids = externalIds.map((externalId) => contactId(key, externalId));
    const found = await this.collection
      .find({ _id: { $in: ids }, tenantId: key.tenantId, erasedAt: { $ne: null } })
      .project<Pick<ContactDocument, 'externalId'>>({ _id: 0, externalId: 1 })
      .toArray();
    return new Set(found.map(({ externalId }) => externalId));
  }

  async byIds(tenantId: string, ids: readonly string[]): Promise<Map<string, ContactDocument>> {
    const found = await this.collection.find({ _id: { $in: [...ids] }, tenantId }).toArray();
    return new Map(found.map((contact) => [contact._id, contact]));
  }

  /**
   * A contact that somebody refers to keeps being kept, also when it comes again with a whole list. One
   * that was erased stays as it is.
   *
   * @param stored by external id those that are known to be there; the others are probably new.
   */
  async upsert(
    contacts: readonly ContactDocument[],
    stored: ReadonlyMap<string, unknown> = new Map(),
  ): Promise<void> {
    const known = contacts.filter(({ externalId }) => stored.has(externalId));
    const others = contacts.filter(({ externalId }) => !stored.has(externalId));
    const taken = await insertNew(this.collection, others);
    await this.merge([...known, ...taken]);
  }

  private async merge(contacts: readonly ContactDocument[]): Promise<void> {
    if (contacts.length === 0) return;
    await this.collection.bulkWrite(
      contacts.map(({ _id, tenantId, createdAt, expiresAt, ...rest }) => {
        const isNew = { $eq: [{ $type: '$createdAt' }, 'missing'] };
        const kept = expiresAt === null ? null : { $cond: [isNew, { $literal: expiresAt }, '$expiresAt'] };
        const written = {
          $mergeObjects: [
            '$$ROOT',
            { $literal: rest },
            { createdAt: { $ifNull: ['$createdAt', createdAt] }, expiresAt: kept },
          ],
        };
        // A date is greater than null, and so greater than a field that is not there.
        const erased = { $gt: ['$erasedAt', null] };
        return {
          updateOne: {
            filter: { _id, tenantId },
            update: [{ $replaceWith: { $cond: [erased, '$$ROOT', written] } }],
            upsert: true,
          },
        };
      }),
      { ordered: false },
    );
  }

  /** Somebody refers to these now: they stay. */
  async keep(key: IntegrationKey, externalIds: readonly string[]): Promise<void> {
    if (externalIds.length === 0) return;
    await this.collection.updateMany(
      { _id: { $in: externalIds.map((id) => contactId(key, id)) }, tenantId: key.tenantId },
      { $set: { expiresAt: null } },
    );
  }
}
