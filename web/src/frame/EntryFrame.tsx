import { Button, Center, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage, switchLanguage } from '../i18n/language';
import { languages } from '../i18n/languages';

/** What stands around the pages before the sign-in. */
export function EntryFrame({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation();
  const other = languages.find((language) => language !== currentLanguage()) ?? 'ru';
  return (
    <Center component="main" mih="100dvh" p="md" bg="var(--app-canvas)">
      <title>{`${title} · Skvoz`}</title>
      <Stack w="100%" maw={380} gap="lg">
        <Group gap="sm" justify="center">
          <img src="/favicon.svg" alt="" width={32} height={32} />
          <Text fw={650} fz={24}>
            Skvoz
          </Text>
        </Group>
        <Paper withBorder p="xl" radius="lg">
          <Title order={1} size="h3" mb="md">
            {title}
          </Title>
          {children}
        </Paper>
        <Center>
          <Button
            variant="subtle"
            size="compact-sm"
            color="gray"
            c="dimmed"
            lang={other}
            onClick={() => void switchLanguage(other)}
          >
            {t(`languages.${other}`)}
          </Button>
        </Center>
      </Stack>
    </Center>
  );
}
