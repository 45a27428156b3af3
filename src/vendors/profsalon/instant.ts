import { IANAZone } from 'luxon';

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;
const RUSSIAN = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ ,T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
const NOTHING = /^0000-00-00/;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Stamps out of these years are a sender's empty value or a slip. */
const YEARS = { first: 2000, last: 2100 } as const;

/** `zoneAssumed`: the stamp has no offset, so it was read in the given zone. */
export type InstantReading =
  | { readonly kind: 'instant'; readonly at: Date; readonly zoneAssumed: boolean }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unreadable' };

/**
 * A stamp in ISO, in Russian order, in Unix seconds or milliseconds. A local time that a clock change
 * skips is read with the offset before the change; of one that comes twice, the first is meant.
 *
 * @param timeZone IANA name for stamps without an offset.
 */
export function readInstant(stamp: number | string, timeZone: string): InstantReading {
  const text = String(stamp).trim();
  if (NOTHING.test(text)) return { kind: 'empty' };
  if (/^\d{10}$/.test(text)) return instant(Number(text) * 1000, false);
  if (/^\d{13}$/.test(text)) return instant(Number(text), false);
  const iso = ISO.exec(text);
  const offset = iso?.[8];
  const wall = wallClock(iso?.slice(1, 8) ?? inIsoOrder(RUSSIAN.exec(text)));
  if (wall === null) return { kind: 'unreadable' };
  if (offset === undefined) return instant(inZone(wall, timeZone), true);
  const shift = offsetMinutes(offset);
  return shift === null ? { kind: 'unreadable' } : instant(wall - shift * MINUTE, false);
}

function instant(milliseconds: number, zoneAssumed: boolean): InstantReading {
  const at = new Date(milliseconds);
  const year = at.getUTCFullYear();
  if (year < YEARS.first || year > YEARS.last) return { kind: 'unreadable' };
  return { kind: 'instant', at, zoneAssumed };
}

function inIsoOrder(russian: RegExpExecArray | null): (string | undefined)[] {
  if (russian === null) return [];
  const [, day, month, year, ...time] = russian;
  return [year, month, day, ...time];
}

/** What the clock on the wall shows, as if it were UTC. Null for a day or time that does not exist. */
function wallClock(parts: readonly (string | undefined)[]): number | null {
  if (parts.length === 0) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(0, 6)
    .map((part) => Number(part ?? 0));
  const millisecond = Number((parts[6] ?? '').slice(0, 3).padEnd(3, '0'));
  const wall = new Date(Date.UTC(year, month - 1, day, hour, minute, second, millisecond));
  const exists =
    wall.getUTCFullYear() === year &&
    wall.getUTCMonth() === month - 1 &&
    wall.getUTCDate() === day &&
    wall.getUTCHours() === hour &&
    wall.getUTCMinutes() === minute &&
    wall.getUTCSeconds() === second;
  return exists ? wall.getTime() : null;
}

/** East of UTC. Null for an offset that no place has. */
function offsetMinutes(offset: string): number | null {
  if (offset.toUpperCase() === 'Z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(3).replace(':', '') || 0);
  if (hours > 14 || minutes > 59) return null;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function inZone(wall: number, timeZone: string): number {
  const zone = IANAZone.create(timeZone);
  const before = zone.offset(wall - DAY);
  const candidates = [before, zone.offset(wall + DAY)].map((offset) => wall - offset * MINUTE);
  const shown = candidates.filter((at) => at + zone.offset(at) * MINUTE === wall);
  return shown.length === 0 ? wall - before * MINUTE : Math.min(...shown);
}
