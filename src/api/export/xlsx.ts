import { PassThrough, pipeline, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Texts } from '../../domain/errors';
import type { Cell, Table } from './table';
import { wallClock } from './wall-clock';

/**
 * The least of SpreadsheetML that spreadsheets open (ECMA-376 part 1, §18), written row by row: text is
 * inline, so nothing is kept until the end, and is never taken for a formula.
 */

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** Rows of a sheet, the header and a last remark among them (ECMA-376 implementations: 2^20). */
const ROWS_CEILING = 1_048_576;
const TOO_LONG: Texts = {
  ru: 'Строк больше, чем помещается на лист: остальное есть в выгрузке CSV.',
  en: 'There are more rows than fit on a sheet: the CSV export has the rest.',
};

const TIME_STYLE = 1;
const MONEY_STYLE = 2;

const parts: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="Skvoz" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
  // Number format 22 is a date with time, 4 is an amount with two places.
  'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><fonts count="1"><font/></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="22" applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/></cellXfs></styleSheet>`,
};

/** An XLSX workbook of one sheet; amounts are numbers, times are dates in the tenant's zone. */
export function xlsxStream<Row>(table: Table<Row>): Readable {
  const zip = new ZipFile();
  const sheet = Readable.from(sheetXml(table), { objectMode: false });
  const out = new PassThrough();
  // The archive neither hears its sources fail nor tells them that nobody reads it any more.
  sheet.on('error', (error) => out.destroy(error));
  out.on('close', () => sheet.destroy());
  zip.on('error', (error) => out.destroy(error instanceof Error ? error : new Error(String(error))));
  for (const [name, xml] of Object.entries(parts))
    zip.addBuffer(Buffer.from(DECLARATION + xml, 'utf8'), name);
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml');
  zip.end();
  // A failure destroys `out`, whose reader reports it.
  pipeline(zip.outputStream, out, () => undefined);
  return out;
}

async function* sheetXml<Row>({ columns, rows, timeZone, language }: Table<Row>): AsyncGenerator<string> {
  yield `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetData>`;
  yield rowXml(columns.map(({ title }) => textXml(title)));
  let written = 1;
  for await (const row of rows) {
    if (written === ROWS_CEILING - 1) {
      yield rowXml([textXml(TOO_LONG[language])]);
      break;
    }
    yield rowXml(columns.map((column) => cellXml(column.cell(row), timeZone)));
    written += 1;
  }
  yield '</sheetData></worksheet>';
}

function rowXml(cells: readonly string[]): string {
  return `<row>${cells.join('')}</row>`;
}

function cellXml(cell: Cell, timeZone: string): string {
  if (cell.value === null) return '<c/>';
  switch (cell.kind) {
    case 'text':
      return textXml(cell.value);
    case 'money':
      return `<c s="${MONEY_STYLE}"><v>${cell.value}</v></c>`;
    case 'time':
      return `<c s="${TIME_STYLE}"><v>${serialDate(cell.value, timeZone)}</v></c>`;
  }
}

function textXml(value: string): string {
  return `<c t="inlineStr"><is><t xml:space="preserve">${escapeXml(value)}</t></is></c>`;
}

/** Control characters and halves of a pair, which XML 1.0 has no way to write or nobody can see. */
const UNWRITABLE = /(?![\t\n\r])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;

function escapeXml(value: string): string {
  return value
    .replace(UNWRITABLE, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Serial number of 1970-01-01. */
const UNIX_EPOCH_SERIAL = 25_569;

/** A spreadsheet's date has no zone: it is what the clock on the wall showed. */
function serialDate(moment: Date, timeZone: string): number {
  return wallClock(moment, timeZone).getTime() / DAY_MS + UNIX_EPOCH_SERIAL;
}
