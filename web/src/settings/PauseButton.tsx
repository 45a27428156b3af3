import { Button, Group } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { integrationQuery, integrationsKey, pause, resume } from '../api/integrations';
import { ErrorState } from '../components/ErrorState';
import { useIntegrationPage } from '../integrations/integration-context';

/** Stops an active integration for a while, or lets it go on. Nothing where it is neither active nor paused. */
export function PauseButton() {
  const { t } = useTranslation();
  const { path, integration } = useIntegrationPage();
  const client = useQueryClient();
  const isPaused = integration?.state === 'paused';
  const turn = useMutation({
    mutationFn: () => (isPaused ? resume(path) : pause(path)),
    onSuccess: (changed) => client.setQueryData(integrationQuery(path).queryKey, changed),
    onSettled: () => client.invalidateQueries({ queryKey: integrationsKey(path.tenant) }),
  });
  if (!isPaused && integration?.state !== 'active') return null;
  const Icon = isPaused ? IconPlayerPlay : IconPlayerPause;
  return (
    <>
      <Group>
        <Button
          size="xs"
          variant={isPaused ? 'filled' : 'default'}
          leftSection={<Icon size={16} aria-hidden />}
          loading={turn.isPending}
          onClick={() => turn.mutate()}
        >
          {isPaused ? t('activation.resume') : t('activation.pause')}
        </Button>
      </Group>
      {turn.error !== null && <ErrorState error={turn.error} />}
    </>
  );
}
