import { DateTime, IANAZone } from 'luxon';

/** As clinics write a time: the day, the time, perhaps its offset. */
const USUAL =
  /^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{3}))?)?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/;
const WITH_OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/i;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Eight years of days; then it is begun anew. */
const MIDNIGHTS_KEPT = 3000;

/**
 * Midnights of days in their zones; null for a day that does not exist or near which the clock changes.
 * Asking a zone for its rules costs more than all else that is done with a row, and rows share days.
 */
const midnights = new Map<string, number | null>();

/**
 * The instant of an ISO 8601 stamp, whose date and time may be parted by a space. One without an offset is
 * read in the clinic's zone.
 *
 * @returns null for what is no time.
 */
export function instant(stamp: string, timeZone: string): Date | null {
  const parts = USUAL.exec(stamp);
  if (parts === null) return readInstant(stamp, timeZone);
  const [, date = '', hour, minute, second = 0, millisecond = 0, offset] = parts;
  const start = midnight(date, offset === undefined ? timeZone : 'UTC');
  if (start === null) return readInstant(stamp, timeZone);
  const minutes = Number(hour) * 60 + Number(minute) - offsetMinutes(offset ?? 'Z');
  return new Date(start + minutes * MINUTE_MS + Number(second) * 1000 + Number(millisecond));
}

function readInstant(stamp: string, timeZone: string): Date | null {
  const options = WITH_OFFSET.test(stamp) ? { setZone: true } : { zone: timeZone };
  const parsed = DateTime.fromISO(stamp.replace(' ', 'T'), options);
  return parsed.isValid ? parsed.toJSDate() : null;
}

function midnight(date: string, timeZone: string): number | null {
  const key = `${timeZone} ${date}`;
  const known = midnights.get(key);
  if (known !== undefined) return known;
  const read = readMidnight(date, timeZone);
  if (midnights.size >= MIDNIGHTS_KEPT) midnights.clear();
  midnights.set(key, read);
  return read;
}

function readMidnight(date: string, timeZone: string): number | null {
  const wall = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(wall) || !new Date(wall).toISOString().startsWith(date)) return null;
  const zone = IANAZone.create(timeZone);
  const offset = zone.offset(wall - DAY_MS);
  return offset === zone.offset(wall + 2 * DAY_MS) ? wall - offset * MINUTE_MS : null;
}

/** East of UTC. */
function offsetMinutes(offset: string): number {
  if (offset === 'Z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return offset.startsWith('-') ? -minutes : minutes;
}
