import { Decimal128 } from 'mongodb';
import { type Attribution, attribute } from '../domain/attribution';
import { type FoldedDeal, foldDeal } from '../domain/fold';
import type { IntegrationKey, VendorName } from '../domain/names';
import type { Funnel } from '../domain/observation';
import type { RecordState } from '../domain/record-state';
import { searchTokens } from '../domain/search';
import { type ContactDocument, contactId } from '../storage/contacts';
import { type DealDocument, type DealWrite, dealId, type KnownRecord } from '../storage/deals';
import { employeeId } from '../storage/employees';
import { funnelId, stageId } from '../storage/funnels';
import { type LeadDocument, leadId } from '../storage/leads';
import type { StoredObservation } from '../storage/observations';
import type { Storage } from '../storage/storage';
import type { CommonSettings } from '../vendors/vendor-settings';

/** Whose records they are and what the settings make of them. */
export interface ApplyContext {
  readonly key: IntegrationKey;
  readonly vendor: VendorName;
  readonly settings: CommonSettings;
  readonly funnel: Funnel;
  readonly fallbackName: (externalId: string) => string;
  /** Whether a record, by the `online` of its fold, is somebody who asked for a visit. */
  readonly becomesLead: (online: boolean | null) => boolean;
}

/** What is stored of some records, as far as folding them needs it. */
export interface StoredRecords {
  readonly deals: ReadonlyMap<string, KnownRecord>;
  readonly observations: ReadonlyMap<string, readonly StoredObservation[]>;
  readonly attributions: ReadonlyMap<string, Attribution>;
}

/** What is being written of the people of the records while the records are applied. */
export interface PeopleUnderWay {
  /** By external id; counts before what is stored. */
  readonly contacts: ReadonlyMap<string, ContactDocument>;
  /** Settles when they are written, which must be before the deals that make their records known. */
  readonly written: Promise<unknown>;
}

export const nobodyUnderWay: PeopleUnderWay = { contacts: new Map(), written: Promise.resolve() };

const LOST_RACES_CEILING = 5;

/** What is stored of these records, by external id. */
export async function readStored(
  storage: Storage,
  key: IntegrationKey,
  ids: readonly string[],
): Promise<StoredRecords> {
  // Versions before observations: who adds an observation after they were read changes the version too,
  // and then the fold is refused.
  const deals = await storage.deals.known(key, ids);
  const [observations, attributions] = await Promise.all([
    storage.observations.ofRecords(key, ids),
    storage.leads.attributions(key, ids),
  ]);
  return { deals, observations, attributions };
}

/**
 * Stores observations and brings leads and deals up to date with them. Every write is idempotent and
 * they go in one order, observation, lead, deal: whoever is stopped between two does the rest again
 * and changes nothing twice. The deal is the last because a record whose deal is there counts as known.
 *
 * @param arrived new observations, of one record as many as there are.
 * @param states what to remember of each record they are of.
 * Each wait for the journal costs more than all reading of a page, so what need not be in order is
 * written at the same time.
 *
 * @param stored as {@link readStored} gave it before.
 * @returns how many records were new and how many changed.
 */
export async function applyRecords(
  storage: Storage,
  context: ApplyContext,
  arrived: readonly StoredObservation[],
  states: ReadonlyMap<string, RecordState>,
  stored: StoredRecords,
  people: PeopleUnderWay,
): Promise<{ new: number; changed: number }> {
  if (states.size === 0) {
    await people.written;
    return { new: 0, changed: 0 };
  }
  let current = stored;
  for (let tries = 0; tries < LOST_RACES_CEILING; tries += 1) {
    const counts = await foldRecords(storage, context, arrived, states, current, people);
    if (counts !== null) return counts;
    current = await readStored(storage, context.key, [...states.keys()]);
  }
  throw new Error('deals kept changing while they were folded');
}

/** @returns null when a deal was changed by somebody else meanwhile. */
async function foldRecords(
  storage: Storage,
  context: ApplyContext,
  arrived: readonly StoredObservation[],
  states: ReadonlyMap<string, RecordState>,
  stored: StoredRecords,
  people: PeopleUnderWay,
): Promise<{ new: number; changed: number } | null> {
  const { key } = context;
  const unwritten = withoutStored(arrived, stored.observations);
  const observations = new Map(stored.observations);
  for (const observation of unwritten) {
    const { externalId } = observation;
    observations.set(externalId, [...(observations.get(externalId) ?? []), observation]);
  }
  const folds = new Map<string, FoldedDeal>();
  for (const [externalId, observed] of observations) {
    folds.set(externalId, foldDeal(observed, context.funnel, context.fallbackName(externalId)));
  }
  const contacts = await contactsOf(storage, key, [...folds.values()], people.contacts);

  const writes: DealWrite[] = [];
  const leads: LeadDocument[] = [];
  for (const [externalId, record] of states) {
    const folded = folds.get(externalId);
    if (folded === undefined) throw new Error('an observation that was just written is not there');
    const contact =
      folded.contactExternalId === null ? null : (contacts.get(folded.contactExternalId) ?? null);
    const before = stored.deals.get(externalId);
    const attribution = stored.attributions.get(externalId) ?? newAttribution(context, folded);
    writes.push({
      expectedVersion: before?.version ?? null,
      deal: dealOf(context, externalId, folded, contact, attribution, before, record),
    });
    if (attribution !== null) leads.push(leadOf(context, externalId, folded, contact, attribution));
  }
  await Promise.all([
    people.written,
    storage.observations.insert(unwritten),
    storage.leads.upsert(leads),
    keepContacts(storage, key, contacts),
  ]);
  if (!(await storage.deals.write(writes))) return null;
  const created = writes.filter(({ expectedVersion }) => expectedVersion === null).length;
  return { new: created, changed: writes.length - created };
}

/** Observations that are not stored yet, by the same rule as their unique index. */
function withoutStored(
  arrived: readonly StoredObservation[],
  stored: ReadonlyMap<string, readonly StoredObservation[]>,
): StoredObservation[] {
  return arrived.filter(
    ({ externalId, origin, contentHash }) =>
      stored
        .get(externalId)
        ?.some((known) => known.origin.id === origin.id && known.contentHash === contentHash) !== true,
  );
}

async function contactsOf(
  storage: Storage,
  key: IntegrationKey,
  deals: readonly FoldedDeal[],
  underWay: ReadonlyMap<string, ContactDocument>,
): Promise<Map<string, ContactDocument>> {
  const ids = new Set(deals.flatMap(({ contactExternalId }) => contactExternalId ?? []));
  if (ids.size === 0) return new Map();
  const contacts = await storage.contacts.known(key, [...ids]);
  for (const id of ids) {
    const fresh = underWay.get(id);
    if (fresh !== undefined && !isErased(contacts.get(id) ?? null)) contacts.set(id, fresh);
  }
  return contacts;
}

/** Before their deals are there: a person to whom a deal refers never expires. */
async function keepContacts(
  storage: Storage,
  key: IntegrationKey,
  contacts: ReadonlyMap<string, ContactDocument>,
): Promise<void> {
  const unkept = [...contacts.values()].filter(({ expiresAt }) => expiresAt !== null);
  await storage.contacts.keep(
    key,
    unkept.map(({ externalId }) => externalId),
  );
}

/** A record first seen as an online booking becomes a lead, and stays one. */
function newAttribution(
  { settings, becomesLead }: ApplyContext,
  folded: FoldedDeal,
): LeadDocument['attribution'] | null {
  const { enabled, fallback } = settings.leads;
  if (!enabled || fallback === undefined || !becomesLead(folded.online)) return null;
  return attribute([], fallback);
}

function dealOf(
  context: ApplyContext,
  externalId: string,
  folded: FoldedDeal,
  contact: ContactDocument | null,
  attribution: DealDocument['attribution'],
  before: KnownRecord | undefined,
  record: DealDocument['record'],
): DealDocument {
  const { key, vendor, settings } = context;
  const { contactExternalId, employeeExternalId, funnelKey, stageKey, online: _, ...rest } = folded;
  return {
    ...rest,
    _id: dealId(key, externalId),
    ...key,
    externalId,
    vendor,
    version: (before?.version ?? 0) + 1,
    listed: settings.deals.enabled,
    amount: folded.amount === null ? null : Decimal128.fromString(folded.amount),
    paidAmount: folded.paidAmount === null ? null : Decimal128.fromString(folded.paidAmount),
    funnelId: funnelId(key, funnelKey),
    stageId: stageId(key, funnelKey, stageKey),
    contactId: contactExternalId === null || isErased(contact) ? null : contactId(key, contactExternalId),
    employeeId: employeeExternalId === null ? null : employeeId(key, employeeExternalId),
    leadId: attribution === null ? null : leadId(key, externalId),
    attribution,
    search: searchTokens(
      [folded.name, contact?.name ?? null, ...(contact?.emails ?? [])],
      contact?.phones ?? [],
    ),
    record,
  };
}

function leadOf(
  context: ApplyContext,
  externalId: string,
  folded: FoldedDeal,
  contact: ContactDocument | null,
  attribution: LeadDocument['attribution'],
): LeadDocument {
  const { key, vendor, settings } = context;
  const phone = contact?.phones[0] ?? null;
  const email = contact?.emails[0] ?? null;
  return {
    _id: leadId(key, externalId),
    ...key,
    externalId,
    vendor,
    state: phone === null && email === null ? 'no_contact' : 'ready',
    createdAt: folded.createdAt,
    createdAtEstimated: folded.estimated.includes('createdAt'),
    contactId:
      folded.contactExternalId === null || isErased(contact)
        ? null
        : contactId(key, folded.contactExternalId),
    contact: { name: contact?.name ?? null, phone, email },
    attribution,
    dealId: settings.deals.enabled ? dealId(key, externalId) : null,
    search: searchTokens([contact?.name ?? null, ...(contact?.emails ?? [])], contact?.phones ?? []),
  };
}

function isErased(contact: ContactDocument | null): boolean {
  return contact !== null && contact.erasedAt !== null;
}
