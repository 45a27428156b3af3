import { z } from 'zod';
import { type LeadDocument, leadStates } from '../../storage/leads';
import { attributionSchema, presentAttribution } from './attribution';

export const leadSchema = z.object({
  id: z.string(),
  integration: z.string(),
  externalId: z.string(),
  state: z.enum(leadStates),
  createdAt: z.iso.datetime(),
  createdAtEstimated: z.boolean(),
  contact: z.object({
    name: z.string().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
  }),
  attribution: attributionSchema,
  dealId: z.string().nullable(),
});

export function presentLead(lead: LeadDocument): z.infer<typeof leadSchema> {
  return {
    id: lead._id,
    integration: lead.integrationId,
    externalId: lead.externalId,
    state: lead.state,
    createdAt: lead.createdAt.toISOString(),
    createdAtEstimated: lead.createdAtEstimated,
    contact: lead.contact,
    attribution: presentAttribution(lead.attribution),
    dealId: lead.dealId,
  };
}
