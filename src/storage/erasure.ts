import type { Collection, Db } from 'mongodb';
import type { MentionedPerson } from '../domain/mention';
import { searchTokens } from '../domain/search';
import type { Keyring } from '../platform/encryption';
import { type ContactDocument, contactId, contactIndexes } from './contacts';
import { dealIndexes } from './deal-indexes';
import type { DealDocument } from './deals';
import { InboxErasure } from './inbox-erasure';
import { type LeadDocument, leadIndexes } from './leads';
import { observationIndexes, type StoredObservation } from './observations';
import { type RawCopyDocument, rawCopyIndexes } from './raw-copies';

/** Who is to be erased: a phone in E.164, or an e-mail. */
export type ErasedPerson = MentionedPerson;

/** How many documents of each kind lost the person. */
export interface ErasureReport {
  readonly contacts: number;
  readonly leads: number;
  readonly deals: number;
  readonly observations: number;
  readonly rawCopies: number;
  /** Deliveries that lost their bytes. */
  readonly deliveries: number;
}

/** How an erasure is done. */
export interface ErasureOptions {
  /** Opens deliveries, to see who is in them. */
  readonly keyring: Keyring;
  readonly now: Date;
  /** Until when a delivery is shown that waited and now never will be applied. */
  readonly deliveriesUntil: Date;
}

/** What the vendors call the person and the person's records, by integration. */
type VendorIds = Map<string, { readonly contacts: Set<string>; readonly records: Set<string> }>;

/** Takes a person out of everything that is kept of a tenant. */
export class Erasure {
  private readonly contacts: Collection<ContactDocument>;
  private readonly leads: Collection<LeadDocument>;
  private readonly deals: Collection<DealDocument>;
  private readonly observations: Collection<StoredObservation>;
  private readonly rawCopies: Collection<RawCopyDocument>;
  private readonly inbox: InboxErasure;

  constructor(db: Db) {
    this.contacts = db.collection(contactIndexes.collection);
    this.leads = db.collection(leadIndexes.collection);
    this.deals = db.collection(dealIndexes.collection);
    this.observations = db.collection(observationIndexes.collection);
    this.rawCopies = db.collection(rawCopyIndexes.collection);
    this.inbox = new InboxErasure(db);
  }

  /**
   * Erases everybody who has this phone or e-mail. Deals stay, without their person; of a contact
   * stays its vendor id alone, so that the next pull does not bring the person back. The contacts come
   * last: they are what a repetition after a crash finds the rest by.
   */
  async erase(tenantId: string, person: ErasedPerson, options: ErasureOptions): Promise<ErasureReport> {
    const contacts = await this.findContacts(tenantId, person);
    const contactIds = contacts.map(({ _id }) => _id);
    const leads = await this.findLeads(tenantId, person, contactIds);
    const deals = await this.findDeals(tenantId, person, contactIds, leads);
    const ids = vendorIds(contacts, leads, deals);
    await this.addRecordsOfContacts(tenantId, ids);
    const report = {
      deliveries: await this.eraseDeliveries(tenantId, person, ids, options),
      observations: await this.unlinkObservations(tenantId, ids),
      rawCopies: await this.removeRawCopies(tenantId, ids),
      deals: await this.unlinkDeals(tenantId, deals),
      leads: await this.clearLeads(tenantId, leads),
      contacts: await this.clearContacts(tenantId, contacts, options.now),
    };
    // A pull under way may have kept some while it could not see yet that the person was being erased.
    const keptMeanwhile = await this.removeRawCopies(tenantId, ids);
    return { ...report, rawCopies: report.rawCopies + keptMeanwhile };
  }

  private async findContacts(tenantId: string, person: ErasedPerson): Promise<ContactDocument[]> {
    const candidates = await this.contacts.find({ tenantId, search: { $all: tokensOf(person) } }).toArray();
    const named = candidates.filter(
      ({ phones, emails }) => phones.some(is(person)) || emails.some(is(person)),
    );
    // After a merge at the vendor's one person is several contacts.
    const merged =
      named.length === 0
        ? []
        : await this.contacts
            .find({
              tenantId,
              $or: named.flatMap(({ integrationId, externalId, currentExternalId }) => [
                { integrationId, currentExternalId: externalId },
                { integrationId, externalId: currentExternalId },
              ]),
            })
            .toArray();
    return [...new Map([...named, ...merged].map((contact) => [contact._id, contact])).values()];
  }

  private async findLeads(
    tenantId: string,
    person: ErasedPerson,
    contactIds: readonly string[],
  ): Promise<LeadDocument[]> {
    const candidates = await this.leads
      .find({
        tenantId,
        $or: [{ contactId: { $in: [...contactIds] } }, { search: { $all: tokensOf(person) } }],
      })
      .toArray();
    return candidates.filter(
      ({ contactId, contact }) =>
        (contactId !== null && contactIds.includes(contactId)) ||
        [contact.phone, contact.email].some((value) => value !== null && is(person)(value)),
    );
  }

  private async findDeals(
    tenantId: string,
    person: ErasedPerson,
    contactIds: readonly string[],
    leads: readonly LeadDocument[],
  ): Promise<DealDocument[]> {
    const ofLeads = leads.flatMap(({ dealId }) => (dealId === null ? [] : [dealId]));
    // The words of an e-mail may be other people's too; a whole phone is not.
    const byPhone = person.kind === 'phone' ? [{ search: { $all: tokensOf(person) } }] : [];
    return this.deals
      .find({
        tenantId,
        $or: [{ contactId: { $in: [...contactIds] } }, { _id: { $in: ofLeads } }, ...byPhone],
      })
      .toArray();
  }

  /** Records that were this person's once and are somebody else's now. */
  private async addRecordsOfContacts(tenantId: string, ids: VendorIds): Promise<void> {
    for (const [integrationId, { contacts, records }] of ids) {
      const found = this.observations
        .find({ tenantId, integrationId, 'fields.contactExternalId': { $in: [...contacts] } })
        .project<Pick<StoredObservation, 'externalId'>>({ _id: 0, externalId: 1 });
      for await (const { externalId } of found) records.add(externalId);
    }
  }

  private async eraseDeliveries(
    tenantId: string,
    person: ErasedPerson,
    ids: VendorIds,
    { keyring, deliveriesUntil }: ErasureOptions,
  ): Promise<number> {
    let erased = await this.inbox.eraseMentions(tenantId, person, keyring, deliveriesUntil);
    for (const [integrationId, { records }] of ids) {
      const key = { tenantId, integrationId };
      erased += await this.inbox.eraseRecords(key, [...records], deliveriesUntil);
    }
    return erased;
  }

  private async unlinkObservations(tenantId: string, ids: VendorIds): Promise<number> {
    let changed = 0;
    for (const [integrationId, { contacts }] of ids) {
      const { modifiedCount } = await this.observations.updateMany(
        { tenantId, integrationId, 'fields.contactExternalId': { $in: [...contacts] } },
        { $set: { 'fields.contactExternalId': null } },
      );
      changed += modifiedCount;
    }
    return changed;
  }

  /** Ids of rows are taken without their entity: a copy too many is lost sooner, none is left. */
  private async removeRawCopies(tenantId: string, ids: VendorIds): Promise<number> {
    let removed = 0;
    for (const [integrationId, { contacts, records }] of ids) {
      const { deletedCount } = await this.rawCopies.deleteMany({
        tenantId,
        integrationId,
        externalIds: { $in: [...contacts, ...records] },
      });
      removed += deletedCount;
    }
    return removed;
  }

  /** The version grows, so that a fold under way is made again without the person. */
  private async unlinkDeals(tenantId: string, deals: readonly DealDocument[]): Promise<number> {
    if (deals.length === 0) return 0;
    const { matchedCount } = await this.deals.bulkWrite(
      deals.map(({ _id, name, externalId, statusText, crmSource }) => ({
        updateOne: {
          filter: { _id, tenantId },
          update: [
            {
              $set: {
                contactId: null,
                search: {
                  $setIntersection: [
                    '$search',
                    { $literal: searchTokens([name, externalId, statusText, crmSource], []) },
                  ],
                },
                version: { $add: ['$version', 1] },
              },
            },
          ],
        },
      })),
      { ordered: false },
    );
    return matchedCount;
  }

  private async clearLeads(tenantId: string, leads: readonly LeadDocument[]): Promise<number> {
    if (leads.length === 0) return 0;
    const { matchedCount } = await this.leads.updateMany(
      { tenantId, _id: { $in: leads.map(({ _id }) => _id) } },
      {
        $set: {
          state: 'no_contact',
          contactId: null,
          contact: { name: null, phone: null, email: null },
          search: [],
        },
      },
    );
    return matchedCount;
  }

  private async clearContacts(
    tenantId: string,
    contacts: readonly ContactDocument[],
    now: Date,
  ): Promise<number> {
    await this.markMerged(tenantId, contacts, now);
    const { matchedCount } = await this.contacts.updateMany(
      { tenantId, _id: { $in: contacts.map(({ _id }) => _id) } },
      {
        $set: {
          name: null,
          surname: null,
          phones: [],
          emails: [],
          search: [],
          expiresAt: null,
          erasedAt: now,
        },
      },
    );
    return matchedCount;
  }

  /**
   * A person whom the vendor keeps under another id since a merge is marked under that one as well: under
   * it the vendor's list would bring the person back as somebody new.
   */
  private async markMerged(tenantId: string, contacts: readonly ContactDocument[], now: Date): Promise<void> {
    for (const { integrationId, externalId, currentExternalId } of contacts) {
      if (currentExternalId === externalId) continue;
      const mark: Omit<ContactDocument, '_id'> = {
        tenantId,
        integrationId,
        externalId: currentExternalId,
        currentExternalId,
        name: null,
        surname: null,
        phones: [],
        emails: [],
        search: [],
        createdAt: now,
        readAt: now,
        expiresAt: null,
        erasedAt: now,
      };
      const _id = contactId({ tenantId, integrationId }, currentExternalId);
      await this.contacts.updateOne({ _id, tenantId }, { $setOnInsert: mark }, { upsert: true });
    }
  }
}

function tokensOf(person: ErasedPerson): string[] {
  switch (person.kind) {
    case 'phone':
      return searchTokens([], [person.phone]);
    case 'email':
      return searchTokens([person.email], []);
  }
}

function is(person: ErasedPerson): (value: string) => boolean {
  switch (person.kind) {
    case 'phone':
      return (value) => value === person.phone;
    case 'email':
      return (value) => value.toLowerCase() === person.email.toLowerCase();
  }
}

function vendorIds(
  contacts: readonly ContactDocument[],
  leads: readonly LeadDocument[],
  deals: readonly DealDocument[],
): VendorIds {
  const ids: VendorIds = new Map();
  const of = (integrationId: string) => {
    const known = ids.get(integrationId) ?? { contacts: new Set<string>(), records: new Set<string>() };
    ids.set(integrationId, known);
    return known;
  };
  for (const { integrationId, externalId, currentExternalId } of contacts) {
    of(integrationId).contacts.add(externalId).add(currentExternalId);
  }
  for (const { integrationId, externalId } of leads) of(integrationId).records.add(externalId);
  for (const { integrationId, externalId, record } of deals) {
    const { records } = of(integrationId);
    records.add(externalId);
    if (record.attachment !== null) records.add(record.attachment.id);
  }
  return ids;
}
