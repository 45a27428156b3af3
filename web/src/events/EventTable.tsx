import { Badge, Group, Stack, Table, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Event } from '../api/events';
import { useTenant } from '../app/session';
import { shortTime } from '../components/moments';
import { StateBadge } from '../components/StateBadge';
import { currentLanguage } from '../i18n/language';
import classes from './EventTable.module.css';
import { toneOfOutcome, useEventWords } from './event-words';

interface EventTableProps {
  readonly events: readonly Event[];
  readonly onOpen: (id: string) => void;
}

/** Deliveries, newest first. */
export function EventTable({ events, onOpen }: EventTableProps) {
  const { t } = useTranslation();
  return (
    <Table.ScrollContainer minWidth={560} type="native" className={classes['frame'] ?? ''}>
      <Table highlightOnHover verticalSpacing="xs" fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('events.received')}</Table.Th>
            <Table.Th>{t('events.outcome')}</Table.Th>
            <Table.Th>{t('events.record')}</Table.Th>
            <Table.Th>{t('events.remarks')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {events.map((event) => (
            <EventRow key={event.id} event={event} onOpen={onOpen} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function EventRow({ event, onOpen }: { event: Event; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const words = useEventWords();
  const { timezone } = useTenant();
  const at = new Date(event.receivedAt);
  const warnings = [...new Set(event.results.flatMap((result) => result.warnings))];
  const reasons = [...new Set(event.results.map(({ reason }) => words.reason(reason)))].filter(
    (reason) => reason !== '',
  );
  const outcomes = event.pending
    ? (['pending'] as const)
    : [...new Set(event.results.map(({ outcome }) => outcome))];
  return (
    <Table.Tr className={classes['row'] ?? ''} onClick={() => onOpen(event.id)}>
      <Table.Td>
        <UnstyledButton
          fz="sm"
          c="var(--mantine-color-anchor)"
          onClick={(press) => {
            press.stopPropagation();
            onOpen(event.id);
          }}
        >
          <time dateTime={event.receivedAt}>{shortTime(at, currentLanguage(), timezone)}</time>
        </UnstyledButton>
      </Table.Td>
      <Table.Td>
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
      </Table.Td>
      <Table.Td>{event.results.flatMap(({ externalId }) => externalId ?? []).join(', ')}</Table.Td>
      <Table.Td>
        <Stack gap={2}>
          {reasons.length > 0 && <Text size="sm">{reasons.join('; ')}</Text>}
          {warnings.length > 0 && (
            <Text size="xs" c="dimmed">
              {warnings.map(words.warning).join('; ')}
            </Text>
          )}
        </Stack>
      </Table.Td>
    </Table.Tr>
  );
}

function Mark({ children }: { children: string }) {
  return (
    <Badge size="sm" variant="default" tt="none" fw={400}>
      {children}
    </Badge>
  );
}
