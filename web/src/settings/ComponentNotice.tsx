import { Alert, Group, Text } from '@mantine/core';
import { IconCheck, IconPackage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Vendor } from '../api/vendors';
import { useTenant } from '../app/session';
import { useTexts } from '../components/problem-texts';

/** The component of the plan that a part of the settings needs, and how to get it where it is missing. */
export function ComponentNotice({ need }: { need: Vendor['components'][number] }) {
  const { t } = useTranslation();
  const text = useTexts();
  const present = useTenant().components.includes(need.component);
  const title = text(need.title);
  if (!present) {
    return (
      <Alert color="yellow" icon={<IconPackage aria-hidden />} title={t('component.missing', { title })}>
        {t('component.howToGet')}
      </Alert>
    );
  }
  return (
    <Group gap={6} wrap="nowrap" align="flex-start">
      <IconCheck
        size={16}
        color="var(--mantine-color-teal-7)"
        aria-hidden
        style={{ flexShrink: 0, marginTop: 2 }}
      />
      <Text size="xs" c="dimmed">
        {t('component.present', { title })}
      </Text>
    </Group>
  );
}
