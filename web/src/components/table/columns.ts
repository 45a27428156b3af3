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

/** The first line of a card names its row. */
export interface CardPlace {
  readonly line: 1 | 2 | 3;
  readonly side: 'start' | 'end';
}

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
  /** Where it stands on the card that a row becomes on a phone; the others are left to the drawer. */
  readonly card?: CardPlace;
  /** Null for nothing, which a card leaves out. */
  readonly cell: (row: Row) => ReactNode | null;
}

/** Places on a card, by column. */
export type CardPlaces = Readonly<Record<string, CardPlace>>;

/** The columns, each with its place on the card, if it has one. */
export function withCard<Row>(columns: readonly RowColumn<Row>[], places: CardPlaces): RowColumn<Row>[] {
  return columns.map((column) => {
    const card = places[column.id];
    return card === undefined ? column : { ...column, card };
  });
}

/** The columns in the library's terms; `nothing` stands in a cell that has nothing to say. */
export function columnDefs<Row extends RowData>(
  columns: readonly RowColumn<Row>[],
  nothing: string | null,
): ColumnDef<Features, Row, unknown>[] {
  const helper = createColumnHelper<Features, Row>();
  return columns.map(({ id, title, width, cell }) =>
    helper.display({ id, header: title, size: width, cell: ({ row }) => cell(row.original) ?? nothing }),
  );
}
