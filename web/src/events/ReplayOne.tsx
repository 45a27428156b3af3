import { Alert, Button, Group } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type EventDetail, replayEvent } from '../api/events';
import { type IntegrationKey, integrationsKey } from '../api/integrations';
import { useMayChange } from '../app/session';
import { ErrorState } from '../components/ErrorState';

/** Reads one delivery again. It changes nothing twice, so nobody is asked. */
export function ReplayOne({ path, event }: { path: IntegrationKey; event: EventDetail }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayChange = useMayChange();
  const replay = useMutation({
    mutationFn: () => replayEvent(path, event.id),
    onSettled: () => client.invalidateQueries({ queryKey: integrationsKey(path.tenant) }),
  });
  if (!mayChange || event.pending || event.body === null) return null;
  return (
    <div aria-live="polite">
      {replay.error !== null && <ErrorState error={replay.error} />}
      {replay.isSuccess ? (
        <Alert color="teal">{t('replay.oneStarted')}</Alert>
      ) : (
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconRepeat size={16} aria-hidden />}
            loading={replay.isPending}
            onClick={() => replay.mutate()}
          >
            {t('replay.one')}
          </Button>
        </Group>
      )}
    </div>
  );
}
