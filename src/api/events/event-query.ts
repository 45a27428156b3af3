import { z } from 'zod';
import { eventOutcomes, recordOutcomes } from '../../domain/delivery';
import type { EventFilter } from '../../storage/events';
import { periodOf, periodQuery } from '../period';

const common = {
  ...periodQuery,
  reason: z.string().min(1).max(100).optional(),
  externalId: z.string().min(1).max(200).optional(),
};

/** What a list of deliveries may be narrowed to: query parameters. */
export const eventQuery = {
  ...common,
  outcome: z.enum(eventOutcomes).optional(),
  test: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
};

/** What a replay may be narrowed to: JSON. What waits cannot be asked for, it is read anyway. */
export const replayFilter = z.strictObject({
  ...common,
  outcome: z.enum(recordOutcomes).optional(),
  test: z.boolean().optional(),
});

/**
 * @param timeZone of the tenant, in which dates are days.
 * @throws SkvozError `range_invalid`
 */
export function eventFilter(
  { from, to, ...rest }: z.infer<z.ZodObject<typeof eventQuery>>,
  timeZone: string,
): EventFilter {
  const { outcome, reason, externalId, test } = rest;
  return { outcome, reason, externalId, test, period: periodOf({ from, to }, timeZone) };
}
