import { z } from 'zod';
import type { DealFilter } from '../../storage/deals';
import { dayOrInstant, periodOf, periodQuery } from '../period';
import { searchOf, searchQuery } from '../search-query';
import { stageStatusSchema } from '../views/deal';
import { referenceQuery } from './reference-query';

/** Stands for deals of which nobody is responsible; no id of an employee looks like it. */
const NOBODY = 'none';

/**
 * Query parameters that narrow deals. `from` and `to` are of the creation, `closedFrom` and `closedTo` of
 * the closing: dates are days in the tenant's zone, both included. `employee` is an id, or `none`.
 */
export const dealFilterQuery = {
  ...periodQuery,
  ...searchQuery,
  integration: referenceQuery,
  campaign: referenceQuery,
  source: referenceQuery,
  funnel: referenceQuery,
  stage: referenceQuery,
  state: stageStatusSchema.optional(),
  employee: referenceQuery.describe('an id, or "none" for deals without a responsible person'),
  deleted: z.enum(['true', 'false']).optional(),
  closedFrom: dayOrInstant.optional(),
  closedTo: dayOrInstant.optional(),
};

/** @throws SkvozError `range_invalid` */
export function dealFilterOf(
  query: z.infer<z.ZodObject<typeof dealFilterQuery>>,
  timeZone: string,
): DealFilter {
  return {
    created: periodOf(query, timeZone),
    closed: periodOf({ from: query.closedFrom, to: query.closedTo }, timeZone),
    integrationId: query.integration,
    campaignId: query.campaign,
    sourceId: query.source,
    funnelId: query.funnel,
    stageId: query.stage,
    stageStatus: query.state,
    employeeId: employeeOf(query.employee),
    deleted: query.deleted === undefined ? undefined : query.deleted === 'true',
    search: searchOf(query.q),
  };
}

/** Null for deals of nobody, undefined for those of everybody. */
export function employeeOf(employee: string | undefined): string | null | undefined {
  return employee === NOBODY ? null : employee;
}
