import { Decimal128 } from 'mongodb';
import { type Attribution, attribute } from '../domain/attribution';
import { type FoldedDeal, foldDeal } from '../domain/fold';
import type { IntegrationKey, VendorName } from '../domain/names';
import type { Funnel } from '../domain/observation';
import type { RecordState } from '../domain/record-state';
import { contactId, type KnownPerson } from '../storage/contacts';
import { type DealDocument, type DealWrite, dealId, type KnownRecord } from '../storage/deals';
import { employeeId } from '../storage/employees';
import { funnelId, stageId } from '../storage/funnels';
import { type LeadDocument, leadId } from '../storage/leads';
import type { StoredObservation } from '../storage/observations';
import type { Storage } from '../storage/storage';
import type { CommonSettings } from '../vendors/vendor-settings';
import { dealSearch, leadPerson } from './refresh-people';

/** Whose records they are and what the settings make of them. */
export interface ApplyContext {
  readonly key: IntegrationKey;
  readonly vendor: VendorName;
  readonly settings: CommonSettings;
  readonly funnel: Funnel;
  readonly fallbackName: (externalId: string) => string;
  /** Whether a record is somebody who asked for a visit. */
  readonly becomesLead: (folded: Pick<FoldedDeal, 'online' | 'onlineStates'>) => boolean;
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
  readonly contacts: ReadonlyMap<string, KnownPerson>;
  /** Settles when they are written, which must be before the deals that make their records known. */
  readonly written: Promise<unknown>;
}

export const nobodyUnderWay: PeopleUnderWay = { contacts: new Map(), written: Promise.resolve() };

const LOST_RACES_CEILING = 5;

/** Deals that were looked up, by external id; null where there was none. */
export type LookedUpDeals = ReadonlyMap<string, KnownRecord | null>;

/**
 * What is stored of these records, by external id.
 *
 * @param lookedUp deals that need not be looked up again: a fold over one that has changed is refused.
 */
export async function readStored(
  storage: Storage,
  key: IntegrationKey,
  ids: readonly string[],
  lookedUp: LookedUpDeals = new Map(),
): Promise<StoredRecords> {
  // Versions before observations: who adds an observation after they were read changes the version too,
  // and then the fold is refused.
  const others = ids.filter((id) => !lookedUp.has(id));
  const deals = await storage.deals.known(key, others);
  for (const id of ids) {
    const deal = lookedUp.get(id) ?? null;
    if (deal !== null) deals.set(id, deal);
  }
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
 * Each wait for the journal costs more than all reading of a page, so what need not be in order is
 * written at the same time.
 *
 * @param arrived new observations, of one record as many as there are.
 * @param states what to remember of each record they are of.
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
  const withdrawn: string[] = [];
  for (const [externalId, record] of states) {
    const folded = folds.get(externalId);
    if (folded === undefined) throw new Error('an observation that was just written is not there');
    const contact =
      folded.contactExternalId === null ? null : (contacts.get(folded.contactExternalId) ?? null);
    const before = stored.deals.get(externalId);
    const wasLead = stored.attributions.get(externalId) ?? null;
    const attribution = isOfStaff(folded) ? null : (wasLead ?? newAttribution(context, folded));
    const deal = dealOf(context, externalId, folded, contact, attribution, before, record);
    writes.push({ expectedVersion: before?.version ?? null, deal });
    if (attribution !== null) leads.push(leadOf(context, deal, contact, attribution));
    else if (wasLead !== null) withdrawn.push(externalId);
  }
  await Promise.all([
    people.written,
    storage.observations.insert(unwritten),
    storage.leads.upsert(leads, stored.attributions),
    storage.leads.withdraw(key, withdrawn),
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
  underWay: ReadonlyMap<string, KnownPerson>,
): Promise<Map<string, KnownPerson>> {
  const ids = new Set(deals.flatMap(({ contactExternalId }) => contactExternalId ?? []));
  if (ids.size === 0) return new Map();
  const contacts = await storage.contacts.people(key, [...ids]);
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
  contacts: ReadonlyMap<string, KnownPerson>,
): Promise<void> {
  const unkept = [...contacts.values()].filter(({ expiresAt }) => expiresAt !== null);
  await storage.contacts.keep(
    key,
    unkept.map(({ externalId }) => externalId),
  );
}

/**
 * Whether all that is known of a record, from its beginning, says that the staff made it: then it never was
 * a lead, though it may have been taken for one while its beginning was on the way.
 */
function isOfStaff({ onlineStates }: FoldedDeal): boolean {
  return onlineStates.every((online) => online === false);
}

/** A record seen as an online booking becomes a lead, and stays one. */
function newAttribution(
  { settings, becomesLead }: ApplyContext,
  folded: FoldedDeal,
): LeadDocument['attribution'] | null {
  const { enabled, fallback } = settings.leads;
  if (!enabled || fallback === undefined || !becomesLead(folded)) return null;
  return attribute([], fallback);
}

function dealOf(
  { key, vendor, settings }: ApplyContext,
  externalId: string,
  folded: FoldedDeal,
  contact: KnownPerson | null,
  attribution: DealDocument['attribution'],
  before: KnownRecord | undefined,
  record: DealDocument['record'],
): DealDocument {
  const { contactExternalId, employeeExternalId, funnelKey, stageKey } = folded;
  return {
    _id: dealId(key, externalId),
    tenantId: key.tenantId,
    integrationId: key.integrationId,
    externalId,
    vendor,
    version: (before?.version ?? 0) + 1,
    listed: settings.deals.enabled,
    name: folded.name,
    amount: folded.amount === null ? null : Decimal128.fromString(folded.amount),
    paidAmount: folded.paidAmount === null ? null : Decimal128.fromString(folded.paidAmount),
    createdAt: folded.createdAt,
    changedAt: folded.changedAt,
    stageChangedAt: folded.stageChangedAt,
    closedAt: folded.closedAt,
    estimated: folded.estimated,
    funnelId: funnelId(key, funnelKey),
    stageId: stageId(key, funnelKey, stageKey),
    stageStatus: folded.stageStatus,
    statusText: folded.statusText,
    contactId: contactExternalId === null || isErased(contact) ? null : contactId(key, contactExternalId),
    employeeId: employeeExternalId === null ? null : employeeId(key, employeeExternalId),
    customFields: folded.customFields,
    crmSource: folded.crmSource,
    deleted: folded.deleted,
    leadId: attribution === null ? null : leadId(key, externalId),
    attribution,
    search: dealSearch(folded.name, contact),
    record,
  };
}

function leadOf(
  { key, vendor, settings }: ApplyContext,
  deal: DealDocument,
  contact: KnownPerson | null,
  attribution: LeadDocument['attribution'],
): LeadDocument {
  return {
    _id: leadId(key, deal.externalId),
    tenantId: key.tenantId,
    integrationId: key.integrationId,
    externalId: deal.externalId,
    vendor,
    ...leadPerson(contact),
    createdAt: deal.createdAt,
    createdAtEstimated: deal.estimated.includes('createdAt'),
    contactId: deal.contactId,
    attribution,
    dealId: settings.deals.enabled ? deal._id : null,
  };
}

function isErased(contact: KnownPerson | null): boolean {
  return contact !== null && contact.erasedAt !== null;
}
