import type { IntegrationKey } from '../domain/names';
import { searchTokens } from '../domain/search';
import type { ContactDocument, ShownPerson } from '../storage/contacts';
import { type DealOfContact, dealId } from '../storage/deals';
import type { LeadDocument } from '../storage/leads';
import type { Storage } from '../storage/storage';

const DEALS_AT_ONCE = 1_000;

/** What a lead shows of its person, and what it is found by. */
export type LeadPerson = Pick<LeadDocument, 'state' | 'contact' | 'search'>;

export function leadPerson(contact: ShownPerson | null): LeadPerson {
  const { name = null, phones = [], emails = [] } = contact ?? {};
  const [phone = null] = phones;
  const [email = null] = emails;
  return {
    state: phone === null && email === null ? 'no_contact' : 'ready',
    contact: { name, phone, email },
    search: searchTokens([name, ...emails], phones),
  };
}

/** What a deal is found by. */
export function dealSearch(dealName: string, contact: ShownPerson | null): string[] {
  const { name = null, phones = [], emails = [] } = contact ?? {};
  return searchTokens([dealName, name, ...emails], phones);
}

/**
 * Whether leads and deals may show something else of a person than they are about to. False for an
 * erased person, and for one to whom nothing refers.
 *
 * @param stored what is stored of the person; null for nothing.
 */
export function isShownChange(stored: ContactDocument | null, written: ContactDocument): boolean {
  if (stored === null) return written.expiresAt === null && shown(written) !== NOTHING_SHOWN;
  return stored.erasedAt === null && stored.expiresAt === null && shown(stored) !== shown(written);
}

function shown({ name, phones, emails }: ShownPerson): string {
  return JSON.stringify([name, phones, emails]);
}

const NOTHING_SHOWN = shown({ name: null, phones: [], emails: [] });

/**
 * Brings the leads and deals of people up to date with them. To be done before the people are written:
 * that they are stored as they were is what tells a repetition after a crash that they have changed.
 * One look-up, and where it finds deals one write of deals and one of leads at the same time.
 *
 * @param people as they will be stored.
 * @param folded external ids of records that are written with their people anyway.
 */
export async function refreshPeople(
  storage: Pick<Storage, 'deals' | 'leads'>,
  key: IntegrationKey,
  people: readonly ContactDocument[],
  folded: Iterable<string>,
): Promise<void> {
  if (people.length === 0) return;
  const byId = new Map(people.map((contact) => [contact._id, contact]));
  const foldedIds = new Set([...folded].map((externalId) => dealId(key, externalId)));
  let deals: DealOfContact[] = [];
  for await (const deal of storage.deals.ofContacts(key.tenantId, [...byId.keys()])) {
    if (foldedIds.has(deal._id)) continue;
    deals.push(deal);
    if (deals.length < DEALS_AT_ONCE) continue;
    await refreshDeals(storage, key, deals, byId);
    deals = [];
  }
  await refreshDeals(storage, key, deals, byId);
}

async function refreshDeals(
  { deals, leads }: Pick<Storage, 'deals' | 'leads'>,
  { tenantId }: IntegrationKey,
  found: readonly DealOfContact[],
  people: ReadonlyMap<string, ContactDocument>,
): Promise<void> {
  const ofPeople = found.flatMap((deal) => {
    const contact = people.get(deal.contactId);
    return contact === undefined ? [] : [{ deal, contact }];
  });
  const shownPeople = new Map(ofPeople.map(({ contact }) => [contact._id, leadPerson(contact)]));
  await Promise.all([
    deals.findBy(
      tenantId,
      ofPeople.map(({ deal, contact }) => ({ deal, search: dealSearch(deal.name, contact) })),
    ),
    leads.showPeople(tenantId, shownPeople),
  ]);
}
