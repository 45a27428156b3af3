import type { OnlineReason } from '../webhook';
import { onlineOfSourceWord, recordNames } from './aliases';
import { type Fields, firstOf, isEmpty } from './tree';
import { booleanOf, textOf } from './values';

export interface OnlineReading {
  /** Null when it cannot be told: a source that is not of the online form need not be the staff's. */
  readonly online: boolean | null;
  readonly reason: OnlineReason;
}

/** Whether the client made the booking in the online form, by the record's own mark, else its source. */
export function onlineOf(
  record: Fields,
  onlineSourceCodes: readonly string[],
  warnings: Set<string>,
): OnlineReading {
  const mark = firstOf(record, recordNames.online);
  const declared = booleanOf(mark);
  if (declared !== null) return { online: declared, reason: 'declared' };
  if (!isEmpty(mark)) warnings.add('online_unreadable');
  const source = textOf(firstOf(record, recordNames.source));
  if (source === null) return { online: null, reason: 'unmarked' };
  if (onlineSourceCodes.includes(source)) return { online: true, reason: 'source' };
  const told = onlineOfSourceWord.get(source.toLowerCase());
  return told === undefined ? { online: null, reason: 'unmarked' } : { online: told, reason: 'source' };
}
