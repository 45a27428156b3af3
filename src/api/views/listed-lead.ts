import type { z } from 'zod';
import type { LeadDocument } from '../../storage/leads';
import type { Storage } from '../../storage/storage';
import { attributionNamesShape, presentAttributionNames } from './attribution';
import { leadSchema, presentLead } from './lead';
import { RecordNames } from './record-names';

/** A lead as tables show it: names are null for what has none, or is not known any more. */
export const listedLeadSchema = leadSchema.extend(attributionNamesShape);

/** Leads of one page with the names of all that they refer to: one question for each kind. */
export async function presentListedLeads(
  storage: Storage,
  tenantId: string,
  leads: readonly LeadDocument[],
): Promise<z.infer<typeof listedLeadSchema>[]> {
  const names = new RecordNames(storage, tenantId);
  await names.learn(leads);
  return leads.map((lead) => ({
    ...presentLead(lead),
    ...presentAttributionNames(lead.attribution, names),
  }));
}
