import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ConflictNotice } from './ConflictNotice';
import type { SettingsForm } from './use-settings-form';

/** Stays in sight at the foot of the page, so that a change far above is not forgotten. */
export function SaveBar({ form }: { form: SettingsForm }) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs" pos="sticky" bottom={12} style={{ zIndex: 10 }}>
      {form.conflict ? (
        <ConflictNotice form={form} />
      ) : (
        <Paper withBorder shadow="sm" p="sm">
          <Group justify="space-between" gap="xs">
            <Text size="sm" c="dimmed" role="status">
              {form.dirty ? t('save.unsaved') : form.savable ? t('save.never') : t('save.saved')}
            </Text>
            <Group gap="xs">
              {form.dirty && (
                <Button variant="subtle" color="gray" onClick={form.revert} disabled={form.saving}>
                  {t('save.revert')}
                </Button>
              )}
              <Button type="submit" loading={form.saving} disabled={!form.savable}>
                {t('save.save')}
              </Button>
            </Group>
          </Group>
        </Paper>
      )}
    </Stack>
  );
}
