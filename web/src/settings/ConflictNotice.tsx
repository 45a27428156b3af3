import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SettingsForm } from './use-settings-form';

/** Two people, or two tabs, edited the same settings: one of the versions has to be chosen. */
export function ConflictNotice({ form }: { form: SettingsForm }) {
  const { t } = useTranslation();
  return (
    <Alert
      color="orange"
      variant="light"
      bg="var(--mantine-color-body)"
      bd="1px solid var(--mantine-color-orange-6)"
      icon={<IconUsers aria-hidden />}
      title={t('conflict.title')}
      role="alert"
    >
      <Stack gap="sm">
        <Text size="sm">{t('conflict.text')}</Text>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={form.revert}>
            {t('conflict.takeTheirs')}
          </Button>
          <Button size="xs" variant="default" loading={form.saving} onClick={form.keepMine}>
            {t('conflict.keepMine')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
