import { Button, Group, Stack } from '@mantine/core';
import { IconCloudDownload } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { runsQuery } from '../api/runs';
import { useMayChange } from '../app/session';
import { EmptyState } from '../components/EmptyState';
import { ErrorState } from '../components/ErrorState';
import { LoadingState } from '../components/LoadingState';
import { useIntegrationPage } from '../integrations/integration-context';
import { SyncButton } from '../integrations/SyncButton';
import { Backfill } from '../runs/Backfill';
import { RunCard } from '../runs/RunCard';

export function IntegrationRunsPage() {
  const { t } = useTranslation();
  const { path, integration } = useIntegrationPage();
  const mayChange = useMayChange();
  const runs = useInfiniteQuery(runsQuery(path));
  const canStart = mayChange && integration?.state === 'active';
  return (
    <Stack gap="md" maw={960}>
      {canStart && (
        <Group gap="xs">
          <SyncButton path={path} variant="filled" />
          <Backfill path={path} />
        </Group>
      )}
      {runs.isPending && <LoadingState />}
      {runs.isError && runs.data === undefined && (
        <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />
      )}
      {runs.data?.length === 0 && (
        <EmptyState icon={<IconCloudDownload />} title={t('runs.empty.title')}>
          {integration?.state === 'active' ? t('runs.empty.active') : t('runs.empty.inactive')}
        </EmptyState>
      )}
      {runs.data?.map((run) => (
        <RunCard key={run.id} run={run} path={path} />
      ))}
      {runs.hasNextPage && (
        <Group justify="center">
          <Button
            variant="default"
            loading={runs.isFetchingNextPage}
            onClick={() => void runs.fetchNextPage()}
          >
            {t('actions.more')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
