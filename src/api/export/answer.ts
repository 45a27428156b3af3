import type { FastifyReply, FastifyRequest } from 'fastify';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { changedFields } from '../../domain/audit';
import { audited } from '../audit';
import { csvStream } from './csv';
import type { Table } from './table';
import { xlsxStream } from './xlsx';

const exportFormats = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Query parameter of a list that can be exported: an export has every row of the filter. */
export const formatQuery = { format: z.enum(['json', ...exportFormats]).default('json') };

/** Said of every list that can be exported. */
export const exportDescription =
  'A file is for people: its headings and words are those of the cabinet, Russian, or English for `Accept-Language: en`. In a CSV, cells are parted by semicolons, and amounts have a comma in Russian and a point in English.';

/** What else stands in the query of a list, and narrows nothing. */
const NO_FILTERS: ReadonlySet<string> = new Set(['format', 'limit', 'cursor']);

const contentTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * Streams a table as a file to save. A client that goes away ends the reading of its rows.
 *
 * How many rows there will be goes ahead of them as a header, and whoever reads the file counts those that
 * have come: neither the server nor the database has to remember an export, no second request has to find
 * the process that writes it, and the file is the same for all who ask for it.
 *
 * The audit log has the export before its first byte is sent: with the names of the filters, whose values
 * may be a person's phone, and with the rows that were counted, however many of them the client then takes.
 *
 * @param total how many rows there were just before they are read; told in `X-Total-Count`.
 */
export function answerExport<Row>(
  request: FastifyRequest,
  reply: FastifyReply,
  format: ExportFormat,
  table: Table<Row>,
  total: number,
): FastifyReply {
  const filters = filtersOf(request.query);
  audited(request, { changes: changedFields({}, { format, filters, rows: total }) });
  const day = DateTime.now().setZone(table.timeZone).toISODate();
  const stream = format === 'csv' ? csvStream(table) : xlsxStream(table);
  // An answer that is refused after all, as when the audit log cannot be written, leaves its stream alone.
  reply.raw.once('close', () => stream.destroy());
  return reply
    .type(contentTypes[format])
    .header('vary', 'Accept-Language')
    .header('x-total-count', total)
    .header('content-disposition', `attachment; filename="${table.name}-${day}.${format}"`)
    .send(stream);
}

function filtersOf(query: unknown): string[] {
  if (typeof query !== 'object' || query === null) return [];
  return Object.entries(query)
    .filter(([name, value]) => value !== undefined && !NO_FILTERS.has(name))
    .map(([name]) => name)
    .sort();
}
