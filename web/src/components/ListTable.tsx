import { Box, Paper, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './ListTable.module.css';
import { useNarrower } from './use-narrower';

export interface ListColumn<Row> {
  readonly id: string;
  readonly title: string;
  /** Null for nothing, which a card leaves out. */
  readonly cell: (row: Row) => ReactNode | null;
  /** Pixels below which it does not go beside others; a long word is enough unless it is told. */
  readonly least?: number;
}

interface ListTableProps<Row> {
  /** Says to a screen reader what is listed. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** The first one names its row, and heads its card. */
  readonly columns: readonly [ListColumn<Row>, ...ListColumn<Row>[]];
  /** A press anywhere on a row; what it does must be within reach of the keyboard too. */
  readonly onOpen?: (row: Row) => void;
  /** Buttons at the end of a row, or across the foot of its card. */
  readonly actions?: {
    readonly title: string;
    /** Null for a row to which nothing can be done. */
    readonly of: (row: Row) => ReactNode | null;
    /** Pixels of the widest button, or of those that have to stand in one line. */
    readonly least: number;
  };
}

/** Pixels: of a long word, of a name that is not broken too often, and of the air around a column. */
const WORD = 110;
const NAME = 170;
const AIR = 32;

function widthOf<Row>(
  [name, ...others]: ListTableProps<Row>['columns'],
  actions: ListTableProps<Row>['actions'],
): number {
  const widths = [name.least ?? NAME, ...others.map(({ least = WORD }) => least)];
  if (actions !== undefined) widths.push(actions.least);
  return widths.reduce((sum, width) => sum + width + AIR, 0);
}

/**
 * A table of a page's things, short enough to be drawn whole. Where its columns have no room side by side,
 * rows are stacked into cards, in which each value has its label beside it. Roles are told in full, because browsers forget
 * those of a table that is not laid out as one.
 */
export function ListTable<Row>(props: ListTableProps<Row>) {
  const { label, rows, keyOf, columns, actions, onOpen } = props;
  const [frame, stacked] = useNarrower(widthOf(columns, actions));
  const [name, ...others] = columns;
  return (
    <Paper withBorder ref={frame} className={classes['frame'] ?? ''} data-stacked={stacked || undefined}>
      <Table role="table" verticalSpacing="xs" horizontalSpacing="md" aria-label={label}>
        <Table.Thead role="rowgroup" className={classes['head'] ?? ''}>
          <Table.Tr role="row">
            {columns.map(({ id, title }) => (
              <Table.Th key={id} role="columnheader" scope="col">
                {title}
              </Table.Th>
            ))}
            {actions !== undefined && (
              <Table.Th role="columnheader" scope="col" ta="end">
                {actions.title}
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody role="rowgroup">
          {rows.map((row) => (
            <Table.Tr
              key={keyOf(row)}
              role="row"
              className={classes['row'] ?? ''}
              data-opens={onOpen === undefined ? undefined : true}
              onClick={() => onOpen?.(row)}
            >
              <Table.Th role="rowheader" scope="row" className={classes['name'] ?? ''}>
                <Sized least={name.least ?? NAME}>{name.cell(row)}</Sized>
              </Table.Th>
              {others.map(({ id, title, least = WORD, cell }) => (
                <Value key={id} label={title} least={least}>
                  {cell(row)}
                </Value>
              ))}
              {actions !== undefined && <Actions least={actions.least}>{actions.of(row)}</Actions>}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function Value({ label, least, children }: { label: string; least: number; children: ReactNode }) {
  return (
    <Table.Td role="cell" className={classes['cell'] ?? ''}>
      {children !== null && (
        <>
          <span className={classes['label']}>{label}</span>
          <Sized least={least}>{children}</Sized>
        </>
      )}
    </Table.Td>
  );
}

interface SizedProps {
  readonly least: number;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

function Sized({ least, className = '', children }: SizedProps) {
  return (
    <Box className={`${classes['sized'] ?? ''} ${className}`} __vars={{ '--least': `${least}px` }}>
      {children}
    </Box>
  );
}

function Actions({ least, children }: { least: number; children: ReactNode }) {
  return (
    <Table.Td role="cell" className={classes['actions'] ?? ''}>
      {children !== null && (
        <Sized least={least} className={classes['buttons']}>
          {children}
        </Sized>
      )}
    </Table.Td>
  );
}
