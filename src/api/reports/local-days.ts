import { DateTime } from 'luxon';
import { SkvozError } from '../../domain/errors';
import type { Days } from '../../storage/days';
import { dayAfter, startOfDay } from '../period';

const USUAL_DAYS = 30;
const LONGEST_YEARS = 5;

/** Calendar days of a tenant, in order. */
export interface LocalDays extends Days {
  /** As many as there are starts. */
  readonly dates: readonly [string, ...string[]];
}

/**
 * The days from `from` to `to`, both included. Without `to` they end today in the tenant's zone, without
 * `from` there are 30 of them.
 *
 * @param range dates as YYYY-MM-DD.
 * @throws SkvozError `range_invalid`, `range_too_long`
 */
export function localDays(
  range: { readonly from?: string | undefined; readonly to?: string | undefined },
  timeZone: string,
  now: Date,
): LocalDays {
  const to = range.to ?? DateTime.fromJSDate(now, { zone: timeZone }).toFormat('yyyy-MM-dd');
  const from = range.from ?? shifted(to, { days: 1 - USUAL_DAYS });
  if (from > to) throw new SkvozError('range_invalid');
  if (to >= shifted(from, { years: LONGEST_YEARS })) {
    throw new SkvozError('range_too_long', { years: String(LONGEST_YEARS) });
  }
  const dates: [string, ...string[]] = [from];
  const starts: [Date, ...Date[]] = [startOfDay(from, timeZone)];
  for (let date = dayAfter(from); date <= to; date = dayAfter(date)) {
    dates.push(date);
    starts.push(startOfDay(date, timeZone));
  }
  return { dates, starts, end: startOfDay(dayAfter(to), timeZone) };
}

function shifted(date: string, by: { readonly days: number } | { readonly years: number }): string {
  return DateTime.fromISO(date, { zone: 'utc' }).plus(by).toFormat('yyyy-MM-dd');
}
