import { ActionIcon } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { columnDefs, features, type RowColumn } from './columns';
import classes from './LongTable.module.css';

/** Told in full, because browsers forget the roles of a table that is not laid out as one. */
const asTable = { role: 'table' };
const asGroup = { role: 'rowgroup' };
const asRow = { role: 'row' };
const asHeader = { role: 'columnheader' };
const asCell = { role: 'cell' };

const DASH = '—';
const ROW_HEIGHT = 40;
const CARD_HEIGHT = 100;
const OPEN_WIDTH = 44;
/** Rows drawn beyond the edges, so that scrolling shows no holes. */
const OVERSCAN = 12;
/** The next page is asked for when fewer rows than this lie below. */
const READ_AHEAD = 40;

export interface LongTableProps<Row extends { readonly id: string }> {
  /** Says to a screen reader what is listed. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly RowColumn<Row>[];
  /** Rows are cards with what matters most. */
  readonly stacked: boolean;
  /** Columns by id; one that is not named is shown. Cards do not heed it. */
  readonly visibility: Readonly<Record<string, boolean>>;
  /** What a row is called on the button that opens it. */
  readonly nameOf: (row: Row) => string;
  readonly open: string | undefined;
  readonly onOpen: (id: string) => void;
  /** Whether the server has more rows. */
  readonly more: boolean;
  readonly onNearEnd: () => void;
}

/**
 * A table of any length: only the rows in sight are drawn, and more are asked for as the end comes near.
 */
export function LongTable<Row extends { readonly id: string }>(props: LongTableProps<Row>) {
  const { label, rows, columns, stacked, visibility, nameOf, open, onOpen, more, onNearEnd } = props;
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  const defs = useMemo(() => columnDefs(columns, stacked ? null : DASH), [columns, stacked]);
  const table = useTable({
    features,
    columns: defs,
    data: rows,
    getRowId: ({ id }) => id,
    state: { columnVisibility: stacked ? cardVisibility(columns) : { ...visibility } },
  });
  const shownRows = table.getRowModel().rows;
  const rowHeight = stacked ? CARD_HEIGHT : ROW_HEIGHT;
  const virtualizer = useVirtualizer({
    count: shownRows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => shownRows[index]?.id ?? index,
    overscan: OVERSCAN,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights are kept until they are asked for anew.
  useLayoutEffect(() => virtualizer.measure(), [stacked, virtualizer]);
  // Rows that come in at the top must not push away what somebody has scrolled to.
  const topmost = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    const cameAbove = rows.findIndex(({ id }) => id === topmost.current);
    if (cameAbove > 0 && frame.current !== null && frame.current.scrollTop > 0) {
      frame.current.scrollTop += cameAbove * rowHeight;
    }
    topmost.current = rows[0]?.id;
  }, [rows, rowHeight]);
  const inSight = virtualizer.getVirtualItems();
  const first = inSight[0];
  const last = inSight.at(-1);
  const lastIndex = last?.index ?? -1;
  useEffect(() => {
    if (more && lastIndex >= shownRows.length - READ_AHEAD) onNearEnd();
  }, [more, lastIndex, shownRows.length, onNearEnd]);

  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  const styleOf = (base: string | undefined, column: RowColumn<Row> | undefined) =>
    `${base ?? ''} ${column?.end === true ? (classes['end'] ?? '') : ''}`;
  const width = OPEN_WIDTH + headers.reduce((sum, { column }) => sum + column.getSize(), 0);
  const span = headers.length + 1;
  return (
    <section
      ref={frame}
      className={classes['frame']}
      data-stacked={stacked || undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be within reach of the keyboard.
      tabIndex={0}
      aria-label={label}
    >
      <table
        {...asTable}
        className={classes['table']}
        style={stacked ? undefined : { width, minWidth: '100%' }}
        aria-label={label}
        aria-rowcount={more ? -1 : shownRows.length + 1}
      >
        <colgroup>
          <col style={{ width: OPEN_WIDTH }} />
          {headers.map(({ id, column }) => (
            <col key={id} style={{ width: column.getSize() }} />
          ))}
        </colgroup>
        <thead {...asGroup}>
          <tr {...asRow} aria-rowindex={1}>
            <td {...asCell} className={classes['head']} />
            {headers.map((header) => (
              <th
                key={header.id}
                {...asHeader}
                scope="col"
                className={styleOf(classes['head'], byId.get(header.column.id))}
              >
                <table.FlexRender header={header} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...asGroup}>
          <Gap height={first?.start ?? 0} span={span} />
          {inSight.map(({ index, key }) => {
            const row = shownRows[index];
            if (row === undefined) return null;
            const name = nameOf(row.original);
            return (
              <tr
                key={key}
                {...asRow}
                aria-rowindex={index + 2}
                className={classes['row']}
                data-open={row.id === open ? true : undefined}
                onClick={() => onOpen(row.id)}
              >
                <td {...asCell} className={classes['opener']}>
                  <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('raw.openRow', { name })}>
                    <IconChevronRight size={16} aria-hidden />
                  </ActionIcon>
                </td>
                {row.getVisibleCells().map((cell) => {
                  const column = byId.get(cell.column.id);
                  return (
                    <td
                      key={cell.id}
                      {...asCell}
                      className={styleOf(classes['cell'], column)}
                      data-line={column?.card?.line}
                      data-side={column?.card?.side}
                    >
                      <table.FlexRender cell={cell} />
                    </td>
                  );
                })}
              </tr>
            );
          })}
          <Gap height={virtualizer.getTotalSize() - (last?.end ?? 0)} span={span} />
        </tbody>
      </table>
    </section>
  );
}

function cardVisibility<Row>(columns: readonly RowColumn<Row>[]): Record<string, boolean> {
  return Object.fromEntries(columns.map(({ id, card }) => [id, card !== undefined]));
}

/** Stands for the rows that are out of sight. */
function Gap({ height, span }: { height: number; span: number }) {
  if (height <= 0) return null;
  return (
    <tr className={classes['gapRow']} aria-hidden>
      <td className={classes['gap']} colSpan={span} style={{ height }} />
    </tr>
  );
}
