import { z } from 'zod';
import type { DealStanding } from '../../storage/deals';
import type { LeadDocument } from '../../storage/leads';
import type { Storage } from '../../storage/storage';
import { attributionNamesShape, presentAttributionNames } from './attribution';
import { money, presentMoney, stageStatusSchema } from './deal';
import { leadSchema, presentLead } from './lead';
import { RecordNames } from './record-names';

/** A lead with what its deal has come to. */
export interface LeadOfDeal {
  readonly lead: LeadDocument;
  readonly deal: DealStanding | null;
}

/** A lead as tables show it: names are null for what has none, or is not known any more. */
export const listedLeadSchema = leadSchema.extend({
  ...attributionNamesShape,
  /** What the deal it became has come to; null for a lead without one. */
  deal: z.object({ amount: money, stageStatus: stageStatusSchema }).nullable(),
});

/** The deals of these leads, in one question. */
export async function withDeals(
  { deals }: Pick<Storage, 'deals'>,
  tenantId: string,
  leads: readonly LeadDocument[],
): Promise<LeadOfDeal[]> {
  const standings = await deals.standings(
    tenantId,
    leads.flatMap(({ dealId }) => dealId ?? []),
  );
  return leads.map((lead) => ({ lead, deal: standings.get(lead.dealId ?? '') ?? null }));
}

/** Leads of one page with the names of all that they refer to: one question for each kind. */
export async function presentListedLeads(
  storage: Storage,
  tenantId: string,
  leads: readonly LeadDocument[],
): Promise<z.infer<typeof listedLeadSchema>[]> {
  const names = new RecordNames(storage, tenantId);
  const [rows] = await Promise.all([withDeals(storage, tenantId, leads), names.learn(leads)]);
  return rows.map(({ lead, deal }) => ({
    ...presentLead(lead),
    ...presentAttributionNames(lead.attribution, names),
    deal: deal === null ? null : { amount: presentMoney(deal.amount), stageStatus: deal.stageStatus },
  }));
}
