import type { TFunction } from 'i18next';
import type { AuditEntry } from '../../api/audit';
import type { Texts } from '../../api/problem';
import type { EntryKind } from './entry-names';

export type AuditChange = AuditEntry['changes'][number];
type Value = NonNullable<AuditChange['from']>;

/** How a changed field is told. */
export interface FieldWords {
  /** Among the fields of the same thing, from the first. */
  readonly place: number;
  readonly label: string;
  /** Absent of a secret, of which the log says only that it changed. */
  readonly read?: (value: Value) => string;
}

/** What words are made of. */
export interface Vocabulary {
  readonly t: TFunction;
  /** The text in the language that is shown. */
  readonly text: (texts: Texts) => string;
  /** What an entry of a pick-list is called; its id while that is not known. */
  readonly nameOf: (kind: EntryKind, id: string) => string;
}

/** The members of a list as the log keeps it, as JSON; null for what is none. */
export function listIn(value: Value): readonly unknown[] | null {
  if (typeof value !== 'string' || !value.startsWith('[')) return null;
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) ? parsed : null;
  } catch (error) {
    // A text that only begins like a list.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** A value that needs no other word: a list with commas, a condition as yes or no. */
export function plainWords(value: Value, t: TFunction): string {
  if (typeof value === 'boolean') return value ? t('values.yes') : t('values.no');
  const list = listIn(value);
  if (list === null) return String(value);
  return list.map((one) => (typeof one === 'object' ? JSON.stringify(one) : String(one))).join(', ') || '—';
}
