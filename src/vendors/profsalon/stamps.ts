import { recordNames } from './aliases';
import { readInstant } from './instant';
import { type Fields, firstOf } from './tree';

/** Instants of a record; null where it names none or one that cannot be read. */
export interface Stamps {
  readonly createdAt: Date | null;
  readonly changedAt: Date | null;
  readonly visitAt: Date | null;
}

/** @param timeZone IANA name for stamps without an offset. */
export function stampsOf(record: Fields, timeZone: string, warnings: Set<string>): Stamps {
  const local = { timeZone, warning: 'zone_assumed' };
  const utc = { timeZone: 'UTC', warning: null };
  return {
    createdAt:
      stampOf(record, recordNames.createdAt, 'created_at', local, warnings) ??
      stampOf(record, recordNames.createdAtUtc, 'created_at', utc, warnings),
    changedAt: stampOf(record, recordNames.changedAt, 'changed_at', local, warnings),
    visitAt: stampOf(record, recordNames.start, 'start', local, warnings),
  };
}

/** @param without how a stamp without an offset is read, and the warning it is worth. */
function stampOf(
  record: Fields,
  names: readonly string[],
  field: string,
  without: { readonly timeZone: string; readonly warning: string | null },
  warnings: Set<string>,
): Date | null {
  const value = firstOf(record, names);
  if (value === undefined) return null;
  const isStamp = typeof value === 'string' || typeof value === 'number';
  const reading = isStamp ? readInstant(value, without.timeZone) : { kind: 'unreadable' as const };
  switch (reading.kind) {
    case 'instant':
      if (reading.zoneAssumed && without.warning !== null) warnings.add(without.warning);
      return reading.at;
    case 'empty':
      return null;
    case 'unreadable':
      warnings.add(`date_unreadable:${field}`);
      return null;
  }
}
