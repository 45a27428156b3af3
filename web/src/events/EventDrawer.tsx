import { Drawer, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { eventQuery } from '../api/events';
import type { IntegrationKey } from '../api/integrations';
import { ErrorState } from '../components/ErrorState';
import { LoadingState } from '../components/LoadingState';
import { EventBody } from './EventBody';
import { EventFacts } from './EventFacts';
import { ReplayOne } from './ReplayOne';

interface EventDrawerProps {
  readonly path: IntegrationKey;
  /** Null closes it. */
  readonly event: string | null;
  readonly onClose: () => void;
}

/** One delivery: what became of it and what it held. */
export function EventDrawer({ path, event, onClose }: EventDrawerProps) {
  const { t } = useTranslation();
  return (
    <Drawer opened={event !== null} onClose={onClose} position="right" size="lg" title={t('events.one')}>
      {event !== null && <Content key={event} path={path} event={event} />}
    </Drawer>
  );
}

function Content({ path, event }: { path: IntegrationKey; event: string }) {
  const [isRevealed, setRevealed] = useState(false);
  const found = useQuery({
    ...eventQuery(path, event, isRevealed),
    // What was hidden stays in sight until what is revealed has come.
    placeholderData: (before) => before,
  });
  if (found.error !== null) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <LoadingState />;
  return (
    <Stack gap="md">
      <EventFacts event={found.data} />
      <ReplayOne path={path} event={found.data} />
      <EventBody
        body={found.data.body}
        isRevealed={isRevealed && !found.isPlaceholderData}
        isRevealing={found.isPlaceholderData}
        onToggle={() => setRevealed(!isRevealed)}
      />
    </Stack>
  );
}
