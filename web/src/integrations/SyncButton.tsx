import { Button, type ButtonProps } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type IntegrationKey, integrationsKey } from '../api/integrations';
import { startSync } from '../api/runs';
import { useNotifyProblem } from '../components/notify';

/** Reads the vendor now instead of tonight. */
export function SyncButton({ path, ...button }: { path: IntegrationKey } & ButtonProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const notifyProblem = useNotifyProblem();
  const sync = useMutation({
    mutationFn: () => startSync(path),
    onSuccess: () => notifications.show({ message: t('runs.started') }),
    onError: notifyProblem,
    onSettled: () => client.invalidateQueries({ queryKey: integrationsKey(path.tenant) }),
  });
  return (
    <Button
      size="xs"
      variant="default"
      {...button}
      leftSection={<IconRefresh size={16} aria-hidden />}
      loading={sync.isPending}
      onClick={() => sync.mutate()}
    >
      {t('runs.sync')}
    </Button>
  );
}
