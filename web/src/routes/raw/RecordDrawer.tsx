import { Button, Drawer } from '@mantine/core';
import { IconFileUnknown } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/problem';
import { EmptyState } from '../../components/EmptyState';
import { Loaded } from '../../components/Loaded';

interface RecordDrawerProps<Row> {
  readonly opened: boolean;
  readonly title: string;
  readonly query: UseQueryResult<Row>;
  /** Said where the record is not there, any more or at all. */
  readonly gone: { readonly title: string; readonly text: string };
  readonly onClose: () => void;
  /** Leads to all that there are. */
  readonly onShowAll: () => void;
  readonly children: (row: Row) => ReactNode;
}

/** One record beside the table, which need not have it among its rows. */
export function RecordDrawer<Row>(props: RecordDrawerProps<Row>) {
  const { opened, title, query, gone, onClose, onShowAll, children } = props;
  const { t } = useTranslation();
  const isGone = query.error instanceof ApiProblem && query.error.facts.code === 'not_found';
  return (
    <Drawer opened={opened} onClose={onClose} position="right" size="lg" title={title}>
      {opened && !isGone && <Loaded query={query}>{children}</Loaded>}
      {opened && isGone && (
        <EmptyState
          icon={<IconFileUnknown />}
          title={gone.title}
          action={<Button onClick={onShowAll}>{t('raw.showAll')}</Button>}
        >
          {gone.text}
        </EmptyState>
      )}
    </Drawer>
  );
}
