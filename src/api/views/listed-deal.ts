import { z } from 'zod';
import type { ContactDocument } from '../../storage/contacts';
import type { DealDocument } from '../../storage/deals';
import type { Storage } from '../../storage/storage';
import { attributionNamesShape, presentAttributionNames } from './attribution';
import { dealSchema, presentDeal } from './deal';
import { RecordNames } from './record-names';

/** A deal with its person and the time of its lead. */
export interface DealOfPerson {
  readonly deal: DealDocument;
  readonly contact: ContactDocument | null;
  readonly leadCreatedAt: Date | null;
}

/** A deal as tables show it: names are null for what has none, or is not known any more. */
export const listedDealSchema = dealSchema.extend({
  ...attributionNamesShape,
  funnelName: z.string().nullable(),
  stageName: z.string().nullable(),
  employeeName: z.string().nullable(),
  /** When its lead came in; null for a deal without one. */
  leadCreatedAt: z.iso.datetime().nullable(),
  /** The person as known now, with the first phone (E.164) and e-mail; null for a deal without one. */
  contact: z
    .object({ name: z.string().nullable(), phone: z.string().nullable(), email: z.string().nullable() })
    .nullable(),
});

/** The people and the leads of these deals, in one question for each kind. */
export async function withPeople(
  { contacts, leads }: Pick<Storage, 'contacts' | 'leads'>,
  tenantId: string,
  deals: readonly DealDocument[],
): Promise<DealOfPerson[]> {
  const ids = new Set(deals.flatMap(({ contactId }) => contactId ?? []));
  const [people, times] = await Promise.all([
    ids.size === 0 ? new Map<string, ContactDocument>() : contacts.byIds(tenantId, [...ids]),
    leads.times(
      tenantId,
      deals.flatMap(({ leadId }) => leadId ?? []),
    ),
  ]);
  return deals.map((deal) => ({
    deal,
    contact: people.get(deal.contactId ?? '') ?? null,
    leadCreatedAt: times.get(deal.leadId ?? '') ?? null,
  }));
}

/** Deals of one page with the names of all that they refer to: one question for each kind. */
export async function presentListedDeals(
  storage: Storage,
  tenantId: string,
  deals: readonly DealDocument[],
): Promise<z.infer<typeof listedDealSchema>[]> {
  const names = new RecordNames(storage, tenantId);
  const [rows] = await Promise.all([withPeople(storage, tenantId, deals), names.learn(deals)]);
  return rows.map(({ deal, contact, leadCreatedAt }) => ({
    ...presentDeal(deal),
    ...presentAttributionNames(deal.attribution, names),
    funnelName: names.funnel(deal.funnelId),
    stageName: names.stage(deal.funnelId, deal.stageId),
    employeeName: names.employee(deal.employeeId),
    leadCreatedAt: leadCreatedAt?.toISOString() ?? null,
    contact:
      contact === null
        ? null
        : { name: contact.name, phone: contact.phones[0] ?? null, email: contact.emails[0] ?? null },
  }));
}
