import { recordNames, statusOfAttendance } from './aliases';
import { type StageKey, type StatusMap, stageOf } from './funnel';
import { type Fields, firstOf } from './tree';
import { booleanOf, textOf } from './values';

const CODE_IN_WARNING = /^[\p{L}\p{N}_. -]{1,64}$/u;

/** The stage is undefined when the record says nothing of it or has a code that nobody knows. */
export interface StatusReading {
  readonly stageKey: StageKey | undefined;
  /** Null when the record says nothing of a status. */
  readonly code: string | null;
  /** The vendor's word for people. */
  readonly text: string | null;
}

export function statusOf(record: Fields, statusMap: StatusMap, warnings: Set<string>): StatusReading {
  const text = textOf(firstOf(record, recordNames.statusName));
  const code = codeOf(record);
  if (code === null) return { stageKey: undefined, code, text };
  const stageKey = stageOf(code, statusMap);
  if (stageKey === undefined) {
    warnings.add(CODE_IN_WARNING.test(code) ? `status_unknown:${code}` : 'status_unknown');
  }
  return { stageKey, code, text: text ?? code };
}

/** A status code, else what YCLIENTS tells instead of one. */
function codeOf(record: Fields): string | null {
  const status = textOf(firstOf(record, recordNames.status));
  if (status !== null) return status;
  if (booleanOf(firstOf(record, recordNames.paidInFull)) === true) return 'paid';
  return statusOfAttendance.get(textOf(firstOf(record, recordNames.attendance)) ?? '') ?? null;
}
