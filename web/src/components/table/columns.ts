import {
  type ColumnDef,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  type RowData,
  tableFeatures,
} from '@tanstack/react-table';
import type { ReactNode } from 'react';

export const features = tableFeatures({ columnSizingFeature, columnVisibilityFeature });
export type Features = typeof features;

/** A column of a long table, in the words of the page that shows it. */
export interface RowColumn<Row> {
  readonly id: string;
  readonly title: string;
  /** In pixels: rows are all alike, so that only those in sight need to be drawn. */
  readonly width: number;
  /** Numbers stand at the end of their cell, one under the other. */
  readonly end?: boolean;
  /** Shown until somebody chooses otherwise. */
  readonly shown: boolean;
  readonly cell: (row: Row) => ReactNode;
}

/** The columns in the library's terms. */
export function columnDefs<Row extends RowData>(
  columns: readonly RowColumn<Row>[],
): ColumnDef<Features, Row, unknown>[] {
  const helper = createColumnHelper<Features, Row>();
  return columns.map(({ id, title, width, cell }) =>
    helper.display({ id, header: title, size: width, cell: ({ row }) => cell(row.original) }),
  );
}
