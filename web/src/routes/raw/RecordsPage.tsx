import type { InfiniteData, UseInfiniteQueryResult, UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RawSearch } from '../../app/search-values';
import { useTenant } from '../../app/session';
import { ButtonLink } from '../../components/links';
import { PageHeader } from '../../components/PageHeader';
import type { Period } from '../../components/PeriodField';
import { ColumnMenu } from '../../components/table/ColumnMenu';
import { useChosenColumns } from '../../components/table/chosen-columns';
import type { RowColumn } from '../../components/table/columns';
import { useNarrower } from '../../components/use-narrower';
import { ExportMenu } from './ExportMenu';
import type { ReadFile } from './export';
import { FilterBar } from './FilterBar';
import type { Choice } from './names';
import { RowCount } from './RowCount';
import { RowList } from './RowList';

/** Pixels below which a row becomes a card: a table would show two of its columns there. */
const CARDS_BELOW = 560;

/** What rows are narrowed to, as the address of the page says it. */
type Filter = Period & { readonly q?: string } & RawSearch;

/** A filter of a page with a few values to choose from. */
export interface FilterChoices<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly choices: readonly Choice[];
  /** Filters whose choices depend on this one: another choice here clears them. */
  readonly clears?: readonly Name[];
}

/** What the drawer of a row is drawn from. */
export interface OpenRecord<Row> {
  /** What the address names as open; it need not be among the rows, nor exist. */
  readonly open: string | undefined;
  /** It, where it is among the rows that have been read. */
  readonly listed: Row | undefined;
  readonly onClose: () => void;
  /** Closes it and takes all filters away. */
  readonly onShowAll: () => void;
}

interface RecordsPageProps<Row extends { readonly id: string }, Name extends string> {
  /** Under it the browser keeps which columns are shown. */
  readonly table: string;
  readonly title: string;
  readonly description: string;
  /** Shown where no filter hides anything. */
  readonly empty: { readonly title: string; readonly text: string };
  readonly filter: Filter & { readonly [filter in Name]?: string };
  readonly open: string | undefined;
  /** Puts other filters, or another open row, into the address; `replace` makes it no step back. */
  readonly onSearch: (search: RawSearch, replace: boolean) => void;
  readonly selects: readonly FilterChoices<Name>[];
  /** Filters of another kind, and how many of them are set. */
  readonly moreFilters?: { readonly fields: ReactNode; readonly set: number };
  readonly query: UseInfiniteQueryResult<InfiniteData<{ readonly items: readonly Row[] }>>;
  /** How many rows there are. */
  readonly count: UseQueryResult<{ readonly count: number; readonly more: boolean }>;
  readonly columns: readonly RowColumn<Row>[];
  readonly nameOf: (row: Row) => string;
  readonly readFile: ReadFile;
  readonly drawer: (record: OpenRecord<Row>) => ReactNode;
}

/** Raw data of one kind: filters that live in the address, a table whose columns can be chosen, files, and a drawer. */
export function RecordsPage<Row extends { readonly id: string }, Name extends string>(
  props: RecordsPageProps<Row, Name>,
) {
  const { table, title, description, empty, filter, open, onSearch, selects, moreFilters } = props;
  const { query, count, columns, nameOf, readFile, drawer } = props;
  const { t } = useTranslation();
  const { id: tenant, timezone } = useTenant();
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  const [newest] = query.data?.pages ?? [];
  const { refetch: countAgain } = count;
  useEffect(() => {
    if (newest !== undefined) void countAgain({ cancelRefetch: false });
  }, [newest, countAgain]);
  const { visibility, choose, reset } = useChosenColumns(table, columns);
  const [frame, isNarrow] = useNarrower(CARDS_BELOW);

  const look = (id: string | undefined) => onSearch({ ...filter, open: id }, false);
  const narrow = (change: RawSearch) => onSearch({ ...filter, ...change }, true);
  const select = (name: Name, value: string | null) => {
    const cleared = selects.find((one) => one.name === name)?.clears ?? [];
    narrow({ ...Object.fromEntries(cleared.map((one) => [one, null])), [name]: value });
  };
  const clear = () => onSearch({}, true);
  return (
    <div ref={frame}>
      <PageHeader title={title} description={description} />
      <FilterBar
        searchLabel={t('raw.search')}
        q={filter.q}
        period={filter}
        timeZone={timezone}
        selects={selects.map((one) => ({ ...one, value: filter[one.name] }))}
        set={selects.filter(({ name }) => filter[name] !== undefined).length + (moreFilters?.set ?? 0)}
        onSearch={(q) => narrow({ q })}
        onPeriod={({ from, to }) => narrow({ from, to })}
        onSelect={select}
        onReset={clear}
        tools={
          <>
            {!isNarrow && (
              <ColumnMenu columns={columns} visibility={visibility} onChoose={choose} onReset={reset} />
            )}
            <ExportMenu read={readFile} />
          </>
        }
      >
        {moreFilters?.fields}
      </FilterBar>
      <RowList
        label={title}
        query={query}
        rows={rows}
        columns={columns}
        stacked={isNarrow}
        visibility={visibility}
        nameOf={nameOf}
        open={open}
        onOpen={look}
        count={<RowCount counted={count.data} />}
        onReset={Object.keys(filter).length > 0 ? clear : null}
        empty={{
          ...empty,
          action: (
            <ButtonLink to="/t/$tenant/integrations" params={{ tenant }}>
              {t('raw.toIntegrations')}
            </ButtonLink>
          ),
        }}
      />
      {drawer({
        open,
        listed: rows.find(({ id }) => id === open),
        onClose: () => look(undefined),
        onShowAll: clear,
      })}
    </div>
  );
}
