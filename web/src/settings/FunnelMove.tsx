import { Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { moveFunnel } from '../api/integrations';
import { ConfirmButton } from '../components/ConfirmButton';
import { useIntegrationPage } from '../integrations/integration-context';

/** Brings the deals that came before into the funnel that the settings name now. */
export function FunnelMove() {
  const { t } = useTranslation();
  const { path } = useIntegrationPage();
  const move = useMutation({
    mutationFn: () => moveFunnel(path),
    onSuccess: ({ deals }) => notifications.show({ message: t('funnelMove.started', { count: deals }) }),
  });
  return (
    <Group>
      <ConfirmButton
        size="xs"
        label={t('funnelMove.label')}
        question={t('funnelMove.question')}
        confirm={t('funnelMove.confirm')}
        mutation={move}
      />
    </Group>
  );
}
