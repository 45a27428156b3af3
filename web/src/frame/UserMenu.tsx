import { Avatar, Group, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconLogout, IconSelector } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { saveLanguage, signOut } from '../api/session';
import { roleOf, useMe } from '../app/session';
import { currentLanguage, switchLanguage } from '../i18n/language';
import { type Language, languages } from '../i18n/languages';

const SCHEMES = ['light', 'dark', 'auto'] as const;

/** Who is signed in, and what is theirs alone: language, colours, the way out. */
export function UserMenu() {
  const { t } = useTranslation();
  const me = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const chooseLanguage = useChooseLanguage();
  const leave = useSignOut();
  const name = me.user?.name ?? t('frame.withoutUser');
  const mark = (chosen: boolean) => (chosen ? <IconCheck size={16} aria-hidden /> : undefined);
  return (
    <Menu width={230} position="top-start" shadow="md" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton p="xs" w="100%">
          <Group gap="sm" wrap="nowrap">
            <Avatar name={name} color="pine" size={32} radius="xl" aria-hidden />
            <div style={{ minWidth: 0, flex: 1 }}>
              <Text size="sm" fw={500} truncate>
                {name}
              </Text>
              <Text size="xs" c="dimmed" truncate>
                {t(`roles.${roleOf(me)}`)}
              </Text>
            </div>
            <IconSelector size={16} aria-hidden />
          </Group>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('frame.language')}</Menu.Label>
        {languages.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            rightSection={mark(language === currentLanguage())}
            onClick={() => chooseLanguage(language)}
          >
            {t(`languages.${language}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t('frame.colors')}</Menu.Label>
        {SCHEMES.map((scheme) => (
          <Menu.Item
            key={scheme}
            rightSection={mark(scheme === colorScheme)}
            onClick={() => setColorScheme(scheme)}
          >
            {t(`colors.${scheme}`)}
          </Menu.Item>
        ))}
        {me.user !== null && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => leave.mutate()}>
              {t('frame.signOut')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The choice is shown at once and kept with the user, so that other browsers show it too. */
function useChooseLanguage(): (language: Language) => void {
  const { user } = useMe();
  const keep = useMutation({ mutationFn: saveLanguage });
  return (language) => {
    void switchLanguage(language);
    if (user !== null) keep.mutate(language);
  };
}

function useSignOut() {
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      await router.navigate({ to: '/login' });
      client.clear();
    },
  });
}
