import { Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventDetail } from '../api/events';
import { useTenant } from '../app/session';
import { bytes } from '../components/figures';
import { absoluteTime } from '../components/moments';
import { StateBadge } from '../components/StateBadge';
import { currentLanguage } from '../i18n/language';
import { toneOfOutcome, useEventWords } from './event-words';

/** When a delivery came, and what became of each record in it. */
export function EventFacts({ event }: { event: EventDetail }) {
  const { t } = useTranslation();
  const words = useEventWords();
  const { timezone } = useTenant();
  const language = currentLanguage();
  return (
    <Stack gap="sm">
      {event.pending && (
        <Group>
          <StateBadge tone="busy">{words.outcome('pending')}</StateBadge>
        </Group>
      )}
      {event.results.map((result) => (
        <Stack key={`${result.externalId}/${result.outcome}/${result.reason}`} gap={2}>
          <Group gap="xs">
            <StateBadge tone={toneOfOutcome(result.outcome)}>{words.outcome(result.outcome)}</StateBadge>
            {result.externalId !== null && (
              <Text size="sm">{t('events.recordNumber', { id: result.externalId })}</Text>
            )}
          </Group>
          {result.reason !== null && <Text size="sm">{words.reason(result.reason)}</Text>}
          {result.warnings.map((warning) => (
            <Text key={warning} size="xs" c="dimmed">
              {words.warning(warning)}
            </Text>
          ))}
        </Stack>
      ))}
      <Stack component="dl" gap={4} m={0}>
        <Fact label={t('events.received')}>
          {absoluteTime(new Date(event.receivedAt), language, timezone)}
        </Fact>
        <Fact label={t('events.size')}>{bytes(event.bytes, language)}</Fact>
        {event.contentType !== null && <Fact label={t('events.contentType')}>{event.contentType}</Fact>}
        {event.attempts > 1 && <Fact label={t('events.attempts')}>{event.attempts}</Fact>}
        {event.replayedAt !== null && (
          <Fact label={t('events.replayedAt')}>
            {absoluteTime(new Date(event.replayedAt), language, timezone)}
          </Fact>
        )}
      </Stack>
    </Stack>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Group gap="xs" wrap="nowrap" align="baseline">
      <Text component="dt" size="sm" c="dimmed" w={130} style={{ flexShrink: 0 }}>
        {label}
      </Text>
      <Text component="dd" size="sm" m={0}>
        {children}
      </Text>
    </Group>
  );
}
