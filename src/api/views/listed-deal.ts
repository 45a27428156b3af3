import { z } from 'zod';
import type { ContactDocument } from '../../storage/contacts';
import type { DealDocument } from '../../storage/deals';
import type { Storage } from '../../storage/storage';
import { attributionNamesShape, presentAttributionNames } from './attribution';
import { dealSchema, presentDeal } from './deal';
import { RecordNames } from './record-names';

/** A deal with its person. */
export interface DealOfPerson {
  readonly deal: DealDocument;
  readonly contact: ContactDocument | null;
}

/** A deal as tables show it: names are null for what has none, or is not known any more. */
export const listedDealSchema = dealSchema.extend({
  ...attributionNamesShape,
  funnelName: z.string().nullable(),
  stageName: z.string().nullable(),
  employeeName: z.string().nullable(),
  /** The person as known now, with the first phone (E.164) and e-mail; null for a deal without one. */
  contact: z
    .object({ name: z.string().nullable(), phone: z.string().nullable(), email: z.string().nullable() })
    .nullable(),
});

/** The people of these deals, in one question. */
export async function withPeople(
  { contacts }: Pick<Storage, 'contacts'>,
  tenantId: string,
  deals: readonly DealDocument[],
): Promise<DealOfPerson[]> {
  const ids = new Set(deals.flatMap(({ contactId }) => contactId ?? []));
  const people: ReadonlyMap<string, ContactDocument> =
    ids.size === 0 ? new Map() : await contacts.byIds(tenantId, [...ids]);
  return deals.map((deal) => ({ deal, contact: people.get(deal.contactId ?? '') ?? null }));
}

/** Deals of one page with the names of all that they refer to: one question for each kind. */
export async function presentListedDeals(
  storage: Storage,
  tenantId: string,
  deals: readonly DealDocument[],
): Promise<z.infer<typeof listedDealSchema>[]> {
  const names = new RecordNames(storage, tenantId);
  const [rows] = await Promise.all([withPeople(storage, tenantId, deals), names.learn(deals)]);
  return rows.map(({ deal, contact }) => ({
    ...presentDeal(deal),
    ...presentAttributionNames(deal.attribution, names),
    funnelName: names.funnel(deal.funnelId),
    stageName: names.stage(deal.funnelId, deal.stageId),
    employeeName: names.employee(deal.employeeId),
    contact:
      contact === null
        ? null
        : { name: contact.name, phone: contact.phones[0] ?? null, email: contact.emails[0] ?? null },
  }));
}
