import { DateTime } from 'luxon';
import { z } from 'zod';
import { SkvozError } from '../domain/errors';
import type { Period } from '../storage/page';

/** A calendar date, or an instant with its offset. A plus that was not escaped arrives as a space. */
const moment = z
  .string()
  .transform((text) => text.replace(' ', '+'))
  .pipe(z.union([z.iso.date(), z.iso.datetime({ offset: true })], 'must be YYYY-MM-DD or an RFC 3339 time'));

/** Query parameters of a list that has a time. */
export const periodQuery = { from: moment.optional(), to: moment.optional() };

const CALENDAR_DATE = /^\d{4}-\d\d-\d\d$/;

/**
 * Dates are days in the tenant's zone; the day `to` is included, and so is the instant `to`.
 *
 * @throws SkvozError `range_invalid`
 */
export function periodOf(
  query: { readonly from?: string | undefined; readonly to?: string | undefined },
  timeZone: string,
): Period {
  const from = query.from === undefined ? null : DateTime.fromISO(query.from, { zone: timeZone }).toJSDate();
  const before = query.to === undefined ? null : endOf(query.to, timeZone);
  if (from !== null && before !== null && from >= before) throw new SkvozError('range_invalid');
  return { from, before };
}

function endOf(to: string, timeZone: string): Date {
  const moment = DateTime.fromISO(to, { zone: timeZone });
  const end = CALENDAR_DATE.test(to) ? moment.plus({ days: 1 }) : moment.plus({ milliseconds: 1 });
  return end.toJSDate();
}
