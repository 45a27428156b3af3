import type { FastifyReply } from 'fastify';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { csvStream } from './csv';
import type { Table } from './table';
import { xlsxStream } from './xlsx';

const exportFormats = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Query parameter of a list that can be exported: an export has every row of the filter. */
export const formatQuery = { format: z.enum(['json', ...exportFormats]).default('json') };

const contentTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * Streams a table as a file to save. A client that goes away ends the reading of its rows.
 *
 * @param total how many rows there were just before they are read; told in `X-Total-Count`.
 */
export function answerExport<Row>(
  reply: FastifyReply,
  format: ExportFormat,
  table: Table<Row>,
  total: number,
): FastifyReply {
  const day = DateTime.now().setZone(table.timeZone).toISODate();
  const stream = format === 'csv' ? csvStream(table) : xlsxStream(table);
  return reply
    .type(contentTypes[format])
    .header('x-total-count', total)
    .header('content-disposition', `attachment; filename="${table.name}-${day}.${format}"`)
    .send(stream);
}
