import { Alert, Button, Group, Loader, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconSend } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { eventQuery } from '../api/events';
import { sendTestEvent } from '../api/integrations';
import { ErrorState } from '../components/ErrorState';
import { useEventWords } from '../events/event-words';
import { useIntegrationPage } from '../integrations/integration-context';

/** Sends a booking of our own through the vendor's door, and shows what would have become of it. */
export function TestEvent() {
  const { t } = useTranslation();
  const { path } = useIntegrationPage();
  const send = useMutation({ mutationFn: () => sendTestEvent(path) });
  return (
    <Stack gap="sm">
      <Group>
        <Button
          variant="default"
          leftSection={<IconSend size={16} aria-hidden />}
          loading={send.isPending}
          onClick={() => send.mutate()}
        >
          {t('testEvent.send')}
        </Button>
        <Text size="xs" c="dimmed">
          {t('testEvent.about')}
        </Text>
      </Group>
      {send.error !== null && <ErrorState error={send.error} />}
      {send.data !== undefined && <Arrival event={send.data.eventId} />}
    </Stack>
  );
}

function Arrival({ event }: { event: string }) {
  const { t } = useTranslation();
  const { path } = useIntegrationPage();
  const words = useEventWords();
  const { data, error } = useQuery(eventQuery(path, event, false));
  if (error !== null) return <ErrorState error={error} />;
  if (data === undefined || data.pending) {
    return (
      <Group gap="xs" role="status">
        <Loader size="xs" />
        <Text size="sm">{t('testEvent.underWay')}</Text>
      </Group>
    );
  }
  const good = data.results.every(({ outcome }) => outcome === 'applied');
  return (
    <Alert
      color={good ? 'teal' : 'orange'}
      icon={<IconCircleCheck aria-hidden />}
      title={good ? t('testEvent.arrived') : t('testEvent.arrivedOdd')}
    >
      {data.results.map((result) => (
        <Text key={`${result.outcome}${result.externalId}`} size="sm">
          {good
            ? t('testEvent.wouldBe')
            : [words.outcome(result.outcome), words.reason(result.reason)].join(': ')}
          {result.warnings.length > 0 && ` ${result.warnings.map(words.warning).join('; ')}`}
        </Text>
      ))}
    </Alert>
  );
}
