import { Button, Loader, Text } from '@mantine/core';
import { IconTableOff } from '@tabler/icons-react';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/EmptyState';
import { ErrorState } from '../../components/ErrorState';
import { LoadingState } from '../../components/LoadingState';
import { LongTable, type LongTableProps } from '../../components/table/LongTable';
import { useDrawnFirst } from '../../components/use-drawn-first';

interface RowListProps<Row extends { readonly id: string }>
  extends Omit<LongTableProps<Row>, 'more' | 'onNearEnd'> {
  readonly query: UseInfiniteQueryResult;
  /** How many rows there are in all, in words. */
  readonly count: ReactNode;
  /** Takes away all that narrows the rows; null where nothing does. */
  readonly onReset: (() => void) | null;
  /** What it takes for rows to be here at all. */
  readonly empty: { readonly title: string; readonly text: string; readonly action: ReactNode };
}

/** The rows of a filter, or why there are none. */
export function RowList<Row extends { readonly id: string }>(props: RowListProps<Row>) {
  const { query, count, onReset, empty, ...table } = props;
  const { rows } = table;
  const { t } = useTranslation();
  const isHeadDrawn = useDrawnFirst();
  if (query.isPending || !isHeadDrawn) return <LoadingState lines={10} />;
  if (query.isError && rows.length === 0) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (rows.length === 0) {
    return onReset === null ? (
      <EmptyState icon={<IconTableOff />} title={empty.title} action={empty.action}>
        {empty.text}
      </EmptyState>
    ) : (
      <EmptyState
        icon={<IconTableOff />}
        title={t('raw.noMatch.title')}
        action={
          <Button variant="default" onClick={onReset}>
            {t('raw.resetFilters')}
          </Button>
        }
      >
        {t('raw.noMatch.text')}
      </EmptyState>
    );
  }
  const readOn = () => {
    if (query.hasNextPage && !query.isFetchingNextPage && !query.isFetchNextPageError) {
      void query.fetchNextPage();
    }
  };
  return (
    <>
      <Text size="sm" c="dimmed" mb={6} role="status" mih={22}>
        {count}{' '}
        {(query.isPlaceholderData || query.isFetchingNextPage) && (
          <Loader size={12} aria-label={t('states.loading')} />
        )}
      </Text>
      <LongTable {...table} more={query.hasNextPage} onNearEnd={readOn} />
      {query.isFetchNextPageError && (
        <ErrorState error={query.error} onRetry={() => void query.fetchNextPage()} />
      )}
    </>
  );
}
