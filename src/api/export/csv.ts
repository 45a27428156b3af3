import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { Language } from '../../domain/roles';
import type { Cell, Table } from './table';
import { wallClock } from './wall-clock';

/** A spreadsheet takes text with one of these in front for a formula: https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA_START = /^[=+\-@\t\r\n]/;
const E164 = /^\+[1-9]\d{6,14}$/;

/**
 * CSV as a Russian Excel opens it by a double click: UTF-8 with a mark, semicolons, CRLF, a comma in
 * amounts (a point for who reads English), times in the tenant's zone as `2026-03-14 10:30:00`.
 */
export function csvStream<Row>({ columns, rows, timeZone, language }: Table<Row>): Readable {
  async function* lines(): AsyncGenerator<string[]> {
    yield columns.map(({ title }) => title);
    for await (const row of rows)
      yield columns.map((column) => written(column.cell(row), timeZone, language));
  }
  const csv = stringify({ bom: true, delimiter: ';', record_delimiter: 'windows' });
  // A failure, or a reader that goes away, reaches the other end; the answer's stream reports it.
  pipeline(Readable.from(lines()), csv, () => undefined);
  return csv;
}

function written(cell: Cell, timeZone: string, language: Language): string {
  if (cell.value === null) return '';
  switch (cell.kind) {
    case 'text':
      return neutralised(cell.value);
    case 'money':
      return language === 'ru' ? cell.value.replace('.', ',') : cell.value;
    case 'time':
      return wallClock(cell.value, timeZone).toISOString().slice(0, 19).replace('T', ' ');
  }
}

function neutralised(value: string): string {
  return FORMULA_START.test(value) && !E164.test(value) ? `'${value}` : value;
}
