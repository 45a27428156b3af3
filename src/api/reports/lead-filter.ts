import { z } from 'zod';
import { type LeadFilter, leadStates } from '../../storage/leads';
import { periodOf, periodQuery } from '../period';
import { searchOf, searchQuery } from '../search-query';
import { referenceQuery } from './reference-query';

/** Query parameters that narrow leads; dates are days in the tenant's zone, both included. */
export const leadFilterQuery = {
  ...periodQuery,
  ...searchQuery,
  integration: referenceQuery,
  campaign: referenceQuery,
  source: referenceQuery,
  state: z.enum(leadStates).optional(),
};

/** @throws SkvozError `range_invalid` */
export function leadFilterOf(
  query: z.infer<z.ZodObject<typeof leadFilterQuery>>,
  timeZone: string,
): LeadFilter {
  return {
    created: periodOf(query, timeZone),
    integrationId: query.integration,
    campaignId: query.campaign,
    sourceId: query.source,
    state: query.state,
    search: searchOf(query.q),
  };
}
