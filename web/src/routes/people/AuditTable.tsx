import { Button, Center, Stack, Switch, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AuditEntry, auditQuery } from '../../api/audit';
import { EmptyState } from '../../components/EmptyState';
import { ErrorState } from '../../components/ErrorState';
import { type ListColumn, ListTable } from '../../components/ListTable';
import { LoadingState } from '../../components/LoadingState';
import { absoluteTime, shortTime } from '../../components/moments';
import { currentLanguage } from '../../i18n/language';
import { AuditAction } from './AuditAction';
import { AuditActor } from './AuditActor';
import { AuditChanges } from './AuditChanges';
import { useTenantName } from './tenant-name';

interface AuditTableProps {
  /** Null: of the whole installation. */
  readonly tenant: string | null;
  readonly timeZone: string;
  /** Whether each line says which tenant it is about. */
  readonly withTenant?: boolean;
}

/** Who did what, newest first. */
export function AuditTable({ tenant, timeZone, withTenant = false }: AuditTableProps) {
  const { t } = useTranslation();
  const [withCodes, setWithCodes] = useState(false);
  const query = useInfiniteQuery(auditQuery(tenant));
  const tenantName = useTenantName();
  if (query.isPending) return <LoadingState />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const entries = query.data.pages.flatMap(({ items }) => items);
  if (entries.length === 0) {
    return (
      <EmptyState icon={<IconHistory />} title={t('audit.empty.title')}>
        {t('audit.empty.text')}
      </EmptyState>
    );
  }
  const tenantColumn: ListColumn<AuditEntry> = {
    id: 'tenant',
    title: t('users.tenant'),
    cell: ({ tenantId }) => tenantName(tenantId),
  };
  return (
    <Stack>
      <Switch
        label={t('audit.showCodes')}
        checked={withCodes}
        onChange={(event) => setWithCodes(event.currentTarget.checked)}
      />
      <ListTable
        label={t('audit.title')}
        rows={entries}
        keyOf={({ id }) => id}
        columns={[
          {
            id: 'at',
            title: t('audit.at'),
            least: 135,
            cell: ({ at }) => <At at={at} timeZone={timeZone} />,
          },
          {
            id: 'actor',
            title: t('audit.actor'),
            least: 160,
            cell: ({ actor }) => <AuditActor actor={actor} />,
          },
          ...(withTenant ? [tenantColumn] : []),
          {
            id: 'action',
            title: t('audit.action'),
            least: 150,
            cell: (entry) => <AuditAction entry={entry} withCodes={withCodes} />,
          },
          {
            id: 'changes',
            title: t('audit.changes'),
            least: 230,
            cell: (entry) =>
              entry.changes.length === 0 ? null : <AuditChanges entry={entry} withCodes={withCodes} />,
          },
        ]}
      />
      {query.hasNextPage && (
        <Center>
          <Button
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('actions.more')}
          </Button>
        </Center>
      )}
    </Stack>
  );
}

/** With the year where it is not this one: the log goes back for years. */
function At({ at, timeZone }: { at: string; timeZone: string }) {
  const moment = new Date(at);
  const inFull = absoluteTime(moment, currentLanguage(), timeZone);
  const isOfThisYear = moment.getFullYear() === new Date().getFullYear();
  return (
    <Text size="sm" fw={500} component="time" dateTime={at} title={inFull}>
      {isOfThisYear ? shortTime(moment, currentLanguage(), timeZone) : inFull}
    </Text>
  );
}
