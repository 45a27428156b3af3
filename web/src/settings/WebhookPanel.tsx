import { Group, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { integrationQuery, rotateHook } from '../api/integrations';
import { ConfirmButton } from '../components/ConfirmButton';
import { CopyField } from '../components/CopyField';
import { useTexts } from '../components/problem-texts';
import { useIntegrationPage } from '../integrations/integration-context';
import { Section } from './Section';
import { TestEvent } from './TestEvent';

/** The address that the vendor is given, and a try whether it works. */
export function WebhookPanel({ url, disabled }: { url: string; disabled: boolean }) {
  const { t } = useTranslation();
  const { path, vendor } = useIntegrationPage();
  const text = useTexts();
  const client = useQueryClient();
  const rotate = useMutation({
    mutationFn: () => rotateHook(path),
    onSuccess: (changed) => client.setQueryData(integrationQuery(path).queryKey, changed),
  });
  return (
    <Section title={t('webhook.title')} description={t('webhook.about', { vendor: text(vendor.title) })}>
      <CopyField label={t('webhook.url')} value={url} description={t('webhook.secret')} />
      {!disabled && (
        <Stack gap="sm">
          <Group gap="xs">
            <ConfirmButton
              label={t('webhook.rotate')}
              question={t('webhook.rotateQuestion')}
              confirm={t('webhook.rotateConfirm')}
              mutation={rotate}
            />
          </Group>
          <TestEvent />
        </Stack>
      )}
    </Section>
  );
}
