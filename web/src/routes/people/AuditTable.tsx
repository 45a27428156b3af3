import { Box, Button, Center, Group, Stack, Table, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type AuditEntry, auditQuery } from '../../api/audit';
import { useMe } from '../../app/session';
import { EmptyState } from '../../components/EmptyState';
import { ErrorState } from '../../components/ErrorState';
import { ListTable } from '../../components/ListTable';
import { LoadingState } from '../../components/LoadingState';
import { shortTime } from '../../components/moments';
import { currentLanguage } from '../../i18n/language';
import { AuditChanges } from './AuditChanges';

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
  const query = useInfiniteQuery(auditQuery(tenant));
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
  const head = [
    { name: 'at', title: t('audit.at') },
    { name: 'actor', title: t('audit.actor'), wideOnly: true },
    ...(withTenant ? [{ name: 'tenant', title: t('users.tenant'), wideOnly: true }] : []),
    { name: 'action', title: t('audit.action') },
    { name: 'changes', title: t('audit.changes'), wideOnly: true },
  ];
  return (
    <Stack>
      <ListTable label={t('audit.title')} head={head} minWidth={820} phoneMinWidth={0}>
        {entries.map((entry) => (
          <AuditRow key={entry.id} entry={entry} timeZone={timeZone} withTenant={withTenant} />
        ))}
      </ListTable>
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

interface AuditRowProps {
  readonly entry: AuditEntry;
  readonly timeZone: string;
  readonly withTenant: boolean;
}

function AuditRow({ entry, timeZone, withTenant }: AuditRowProps) {
  const { t } = useTranslation();
  const { tenants } = useMe();
  const { at, actor, tenantId, action, target, changes } = entry;
  const who = t(`audit.actors.${actor.kind}`, { name: actor.name ?? '—' });
  const where = tenants.find(({ id }) => id === tenantId)?.name ?? tenantId ?? '—';
  return (
    <Table.Tr style={{ verticalAlign: 'top' }}>
      <Table.Td>
        <Text size="sm" component="time" dateTime={at} display="block" style={{ whiteSpace: 'nowrap' }}>
          {shortTime(new Date(at), currentLanguage(), timeZone)}
        </Text>
        <Text size="xs" c="dimmed" hiddenFrom="sm">
          {withTenant ? `${who}, ${where}` : who}
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Text size="sm">{who}</Text>
      </Table.Td>
      {withTenant && <Table.Td visibleFrom="sm">{where}</Table.Td>}
      <Table.Td>
        <Group gap={6}>
          <Text size="sm">{t(`audit.actions.${action}`)}</Text>
          {target !== null && (
            <Text size="xs" c="dimmed" ff="monospace">
              {target}
            </Text>
          )}
        </Group>
        <Box hiddenFrom="sm">
          <AuditChanges changes={changes} />
        </Box>
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <AuditChanges changes={changes} />
      </Table.Td>
    </Table.Tr>
  );
}
