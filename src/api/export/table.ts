import type { Language } from '../../domain/roles';

/** A value of an exported table; what it looks like depends on the format. */
export type Cell =
  | { readonly kind: 'text'; readonly value: string | null }
  /** A decimal string in roubles. */
  | { readonly kind: 'money'; readonly value: string | null }
  | { readonly kind: 'time'; readonly value: Date | null };

export interface Column<Row> {
  /** In the language of the table: exports are for people. */
  readonly title: string;
  cell(row: Row): Cell;
}

/** A table whose rows are read while it is written. */
export interface Table<Row> {
  /** Also the name of the file. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: AsyncIterable<Row>;
  /** Times are written in it. */
  readonly timeZone: string;
  /** Of its headings and words, and of how amounts are written where they are text. */
  readonly language: Language;
}

export const text = (value: string | null): Cell => ({ kind: 'text', value });
export const money = (value: string | null): Cell => ({ kind: 'money', value });
export const time = (value: Date | null): Cell => ({ kind: 'time', value });
