import type { Decimal128 } from 'mongodb';
import { z } from 'zod';
import type { DealDocument } from '../../storage/deals';
import { attributionSchema, presentAttribution } from './attribution';

/** Roubles as a decimal string, e.g. `1500.00`. */
export const money = z.string().nullable();

const customFieldSchema = z.object({
  code: z.string(),
  name: z.string(),
  type: z.enum(['numeric', 'string']),
  value: z.string(),
});

export const stageStatusSchema = z.enum(['in_process', 'success', 'failed']);

export const dealSchema = z.object({
  id: z.string(),
  integration: z.string(),
  externalId: z.string(),
  name: z.string(),
  amount: money,
  paidAmount: money,
  createdAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  stageChangedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  estimated: z.array(z.enum(['createdAt', 'changedAt', 'stageChangedAt', 'closedAt'])),
  funnelId: z.string(),
  stageId: z.string(),
  stageStatus: stageStatusSchema,
  statusText: z.string().nullable(),
  contactId: z.string().nullable(),
  employeeId: z.string().nullable(),
  customFields: z.array(customFieldSchema),
  crmSource: z.string().nullable(),
  deleted: z.boolean(),
  leadId: z.string().nullable(),
  attribution: attributionSchema.nullable(),
});

export function presentDeal(deal: DealDocument): z.infer<typeof dealSchema> {
  return {
    id: deal._id,
    integration: deal.integrationId,
    externalId: deal.externalId,
    name: deal.name,
    amount: presentMoney(deal.amount),
    paidAmount: presentMoney(deal.paidAmount),
    createdAt: deal.createdAt.toISOString(),
    changedAt: deal.changedAt.toISOString(),
    stageChangedAt: deal.stageChangedAt.toISOString(),
    closedAt: deal.closedAt?.toISOString() ?? null,
    estimated: [...deal.estimated],
    funnelId: deal.funnelId,
    stageId: deal.stageId,
    stageStatus: deal.stageStatus,
    statusText: deal.statusText,
    contactId: deal.contactId,
    employeeId: deal.employeeId,
    customFields: deal.customFields.map((field) => ({ ...field })),
    crmSource: deal.crmSource,
    deleted: deal.deleted,
    leadId: deal.leadId,
    attribution: deal.attribution === null ? null : presentAttribution(deal.attribution),
  };
}

export function presentMoney(amount: Decimal128 | null): string | null {
  return amount === null ? null : amount.toString();
}
