import { Button, Group, Stack } from '@mantine/core';
import { IconCloudDownload } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { runsQuery } from '../api/runs';
import { useMayChange } from '../app/session';
import { EmptyState } from '../components/EmptyState';
import { ErrorState } from '../components/ErrorState';
import { LoadingState } from '../components/LoadingState';
import { useAdvice } from '../components/use-advice';
import { useIntegrationPage } from '../integrations/integration-context';
import { SyncButton } from '../integrations/SyncButton';
import { Backfill } from '../runs/Backfill';
import { NotActiveNotice } from '../runs/NotActiveNotice';
import { RunCard } from '../runs/RunCard';
import { RunDrawer } from '../runs/RunDrawer';

const FROM = '/signed-in/t/$tenant/integrations/$integration/runs';

export function IntegrationRunsPage() {
  const { t } = useTranslation();
  const { path, integration } = useIntegrationPage();
  const mayChange = useMayChange();
  const runs = useInfiniteQuery(runsQuery(path));
  const advise = useAdvice();
  const { run } = useSearch({ from: FROM });
  const navigate = useNavigate({ from: '/t/$tenant/integrations/$integration/runs' });
  const isActive = integration?.state === 'active';
  const isEmpty = runs.data?.length === 0;
  const canStart = mayChange && isActive;
  return (
    <Stack gap="md" maw={960}>
      {integration !== null && !isActive && !isEmpty && <NotActiveNotice />}
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
      {isEmpty && (
        <EmptyState icon={<IconCloudDownload />} title={t('runs.empty.title')}>
          {isActive
            ? `${t('runs.empty.active')} ${mayChange ? t('runs.empty.activePress') : ''}`
            : advise(t('runs.empty.inactive'))}
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
      <RunDrawer
        path={path}
        run={run ?? null}
        onClose={() => void navigate({ to: '.', search: {}, replace: true })}
      />
    </Stack>
  );
}
