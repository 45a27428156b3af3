import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ConflictNotice } from './ConflictNotice';
import type { Activation } from './use-activation';
import type { SettingsForm } from './use-settings-form';

interface SaveBarProps {
  readonly form: SettingsForm;
  readonly activation: Activation;
}

/** Stays in sight at the foot of the page, so that a change far above is not forgotten. */
export function SaveBar({ form, activation }: SaveBarProps) {
  const { t } = useTranslation();
  const describe = () => {
    if (activation.isWanted) return t('save.switchesOn');
    if (form.dirty) return t('save.unsaved');
    return form.savable ? t('save.never') : t('save.saved');
  };
  return (
    <Stack gap="xs" pos="sticky" bottom={12} style={{ zIndex: 10 }}>
      {form.conflict ? (
        <ConflictNotice form={form} />
      ) : (
        <Paper withBorder shadow="sm" p="sm">
          <Group justify="space-between" gap="xs">
            <Text size="sm" c="dimmed" role="status">
              {describe()}
            </Text>
            <Group gap="xs">
              {form.dirty && (
                <Button variant="subtle" color="gray" onClick={form.revert} disabled={form.saving}>
                  {t('save.revert')}
                </Button>
              )}
              <Button
                type="submit"
                loading={form.saving || activation.turning === 'on'}
                disabled={!form.savable && !activation.isWanted}
              >
                {t('save.save')}
              </Button>
            </Group>
          </Group>
        </Paper>
      )}
    </Stack>
  );
}
