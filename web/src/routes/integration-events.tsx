import { Button, Group, Stack, Text } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { eventsQuery } from '../api/events';
import type { EventSearch } from '../app/search';
import { useMayChange } from '../app/session';
import { EmptyState } from '../components/EmptyState';
import { ErrorState } from '../components/ErrorState';
import { LoadingState } from '../components/LoadingState';
import { useAdvice } from '../components/use-advice';
import { useDrawnFirst } from '../components/use-drawn-first';
import { EventDrawer } from '../events/EventDrawer';
import { EventFilters } from '../events/EventFilters';
import { EventGroups } from '../events/EventGroups';
import { EventTable } from '../events/EventTable';
import { ReplayMany } from '../events/ReplayMany';
import { useIntegrationPage } from '../integrations/integration-context';

const FROM = '/signed-in/t/$tenant/integrations/$integration/events';

export function IntegrationEventsPage() {
  const { t } = useTranslation();
  const { path } = useIntegrationPage();
  const { event, vendor: _, ...filter } = useSearch({ from: FROM });
  const navigate = useNavigate({ from: '/t/$tenant/integrations/$integration/events' });
  const mayChange = useMayChange();
  const advise = useAdvice();
  const events = useInfiniteQuery(eventsQuery(path, filter));
  const show = (search: EventSearch) => void navigate({ to: '.', search });
  const isHeadDrawn = useDrawnFirst();
  const isNarrowed = Object.keys(filter).length > 0;
  return (
    <Stack gap="md">
      <EventGroups path={path} filter={filter} onChoose={show} />
      <Group justify="space-between" align="flex-end" gap="sm">
        <EventFilters filter={filter} onChange={show} />
        {mayChange && <ReplayMany path={path} filter={filter} />}
      </Group>
      {(events.isPending || (!isHeadDrawn && !events.isError)) && <LoadingState />}
      {events.isError && events.data === undefined && (
        <ErrorState error={events.error} onRetry={() => void events.refetch()} />
      )}
      {isHeadDrawn && events.data?.length === 0 && (
        <EmptyState
          icon={<IconInbox />}
          title={isNarrowed ? t('events.noneNarrowed.title') : t('events.none.title')}
          action={
            isNarrowed && (
              <Button variant="default" onClick={() => show({})}>
                {t('events.showAll')}
              </Button>
            )
          }
        >
          {isNarrowed ? t('events.noneNarrowed.text') : advise(t('events.none.text'))}
        </EmptyState>
      )}
      {isHeadDrawn && events.data !== undefined && events.data.length > 0 && (
        <EventTable events={events.data} onOpen={(id) => show({ ...filter, event: id })} />
      )}
      {events.hasNextPage && (
        <Group justify="center">
          <Button
            variant="default"
            loading={events.isFetchingNextPage}
            onClick={() => void events.fetchNextPage()}
          >
            {t('actions.more')}
          </Button>
        </Group>
      )}
      <Text size="xs" c="dimmed">
        {t('events.kept')}
      </Text>
      <EventDrawer path={path} event={event ?? null} onClose={() => show(filter)} />
    </Stack>
  );
}
