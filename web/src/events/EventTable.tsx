import { Badge, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Event } from '../api/events';
import { useTenant } from '../app/session';
import { ListTable } from '../components/ListTable';
import { shortTime } from '../components/moments';
import { StateBadge } from '../components/StateBadge';
import { currentLanguage } from '../i18n/language';
import { type EventWords, toneOfOutcome, useEventWords } from './event-words';

interface EventTableProps {
  readonly events: readonly Event[];
  readonly onOpen: (id: string) => void;
}

/** Deliveries, newest first. */
export function EventTable({ events, onOpen }: EventTableProps) {
  const { t } = useTranslation();
  const words = useEventWords();
  const { timezone } = useTenant();
  return (
    <ListTable
      label={t('events.list')}
      rows={events}
      keyOf={({ id }) => id}
      onOpen={({ id }) => onOpen(id)}
      columns={[
        {
          id: 'received',
          title: t('events.received'),
          cell: ({ receivedAt }) => (
            <UnstyledButton fz="sm" c="var(--mantine-color-anchor)">
              <time dateTime={receivedAt}>
                {shortTime(new Date(receivedAt), currentLanguage(), timezone)}
              </time>
            </UnstyledButton>
          ),
        },
        { id: 'outcome', title: t('events.outcome'), cell: (event) => <Outcomes event={event} /> },
        {
          id: 'record',
          title: t('events.record'),
          cell: ({ results }) => results.flatMap(({ externalId }) => externalId ?? []).join(', ') || null,
        },
        { id: 'remarks', title: t('events.remarks'), cell: (event) => remarksOf(event, words) },
      ]}
    />
  );
}

function Outcomes({ event }: { event: Event }) {
  const { t } = useTranslation();
  const words = useEventWords();
  const outcomes = event.pending
    ? (['pending'] as const)
    : [...new Set(event.results.map(({ outcome }) => outcome))];
  return (
    <Group gap={6}>
      {outcomes.map((outcome) => (
        <StateBadge key={outcome} tone={toneOfOutcome(outcome)} size="sm">
          {words.outcome(outcome)}
        </StateBadge>
      ))}
      {event.test && <Mark>{t('events.test')}</Mark>}
      {event.parentId !== null && <Mark>{t('events.isReplay')}</Mark>}
      {event.replayed && <Mark>{t('events.wasReplayed')}</Mark>}
    </Group>
  );
}

function remarksOf(event: Event, words: EventWords): ReactNode | null {
  const warnings = [...new Set(event.results.flatMap((result) => result.warnings))];
  const reasons = [...new Set(event.results.map(({ reason }) => words.reason(reason)))].filter(
    (reason) => reason !== '',
  );
  if (reasons.length + warnings.length === 0) return null;
  return (
    <Stack gap={2}>
      {reasons.length > 0 && <Text size="sm">{reasons.join('; ')}</Text>}
      {warnings.length > 0 && (
        <Text size="xs" c="dimmed">
          {warnings.map(words.warning).join('; ')}
        </Text>
      )}
    </Stack>
  );
}

function Mark({ children }: { children: string }) {
  return (
    <Badge size="sm" variant="default" tt="none" fw={400}>
      {children}
    </Badge>
  );
}
