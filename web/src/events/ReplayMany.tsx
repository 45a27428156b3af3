import { Button, Group, Loader, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconRepeat } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type EventFilter, type ReplayFilter, replayEvents } from '../api/events';
import { type IntegrationKey, integrationsKey } from '../api/integrations';
import { ErrorState } from '../components/ErrorState';

interface ReplayManyProps {
  readonly path: IntegrationKey;
  readonly filter: EventFilter;
}

/** What waits is read anyway and cannot be asked for. */
function replayable({ outcome, ...rest }: EventFilter): ReplayFilter | null {
  if (outcome === 'pending') return null;
  return outcome === undefined ? rest : { ...rest, outcome };
}

/** Reads again all deliveries that the filter shows, once it is known how many they are. */
export function ReplayMany({ path, filter }: ReplayManyProps) {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure();
  const chosen = replayable(filter);
  if (chosen === null) return null;
  return (
    <>
      <Button variant="default" leftSection={<IconRepeat size={16} aria-hidden />} onClick={open}>
        {t('replay.many')}
      </Button>
      <Modal opened={opened} onClose={close} title={t('replay.many')}>
        <Question path={path} filter={chosen} onClose={close} />
      </Modal>
    </>
  );
}

interface QuestionProps {
  readonly path: IntegrationKey;
  readonly filter: ReplayFilter;
  readonly onClose: () => void;
}

function Question({ path, filter, onClose }: QuestionProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const counted = useQuery({
    queryKey: [...integrationsKey(path.tenant), path.integration, 'replay', filter],
    queryFn: () => replayEvents(path, filter, true),
    staleTime: 0,
    gcTime: 0,
  });
  const replay = useMutation({
    mutationFn: () => replayEvents(path, filter, false),
    onSuccess: ({ replayed, more }) => {
      notifications.show({
        message: t('replay.started', { count: replayed }),
        ...(more ? { title: t('replay.more'), autoClose: 10_000 } : {}),
      });
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: integrationsKey(path.tenant) }),
  });
  const error = counted.error ?? replay.error;
  return (
    <Stack>
      <div aria-live="polite">
        {counted.isPending && <Loader size="sm" />}
        {counted.data !== undefined && (
          <Text size="sm">
            {counted.data.count === 0
              ? t('replay.nothing')
              : t('replay.question', { count: counted.data.count })}
          </Text>
        )}
      </div>
      <Text size="sm" c="dimmed">
        {t('replay.harmless')}
      </Text>
      {error !== null && <ErrorState error={error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
        <Button
          disabled={counted.data === undefined || counted.data.count === 0}
          loading={replay.isPending}
          onClick={() => replay.mutate()}
        >
          {t('replay.confirm')}
        </Button>
      </Group>
    </Stack>
  );
}
