import { DateTime } from 'luxon';
import { z } from 'zod';
import { SkvozError } from '../domain/errors';
import type { Period } from '../storage/page';

/** A calendar date, or an instant with its offset. A plus that was not escaped arrives as a space. */
export const dayOrInstant = z
  .string()
  .transform((text) => text.replace(' ', '+'))
  .pipe(z.union([z.iso.date(), z.iso.datetime({ offset: true })], 'must be YYYY-MM-DD or an RFC 3339 time'));

/** Query parameters of a list that has a time. */
export const periodQuery = { from: dayOrInstant.optional(), to: dayOrInstant.optional() };

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
  const from = query.from === undefined ? null : startOfDay(query.from, timeZone);
  const before = query.to === undefined ? null : endOf(query.to, timeZone);
  if (from !== null && before !== null && from >= before) throw new SkvozError('range_invalid');
  return { from, before };
}

/** The first instant of a date in a zone; an instant stays what it is. */
export function startOfDay(date: string, timeZone: string): Date {
  return DateTime.fromISO(date, { zone: timeZone }).toJSDate();
}

export function dayAfter(date: string): string {
  return DateTime.fromISO(date, { zone: 'utc' }).plus({ days: 1 }).toFormat('yyyy-MM-dd');
}

/** A day ends where the next one begins, also where clocks are put forward at midnight. */
function endOf(to: string, timeZone: string): Date {
  if (CALENDAR_DATE.test(to)) return startOfDay(dayAfter(to), timeZone);
  return DateTime.fromISO(to, { zone: timeZone }).plus({ milliseconds: 1 }).toJSDate();
}
