import { Stack, Text } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { roleOf, useMe } from '../app/session';
import { NavigationLink } from '../components/links';
import { operatorPages, tenantPages } from './navigation';

interface NavigationProps {
  readonly tenant: string | null;
  readonly onNavigate: () => void;
}

/** The pages that the signed-in user may open. */
export function Navigation({ tenant, onNavigate }: NavigationProps) {
  const role = roleOf(useMe());
  const groups = tenant === null ? [] : tenantPages(tenant).filter(({ roles }) => roles.includes(role));
  return (
    <Stack gap="md">
      {groups.map((group) => (
        <Pages key={group.title} {...group} onNavigate={onNavigate} />
      ))}
      {role === 'operator' && <Pages {...operatorPages} onNavigate={onNavigate} />}
    </Stack>
  );
}

type Group = ReturnType<typeof tenantPages>[number] | typeof operatorPages;

interface PagesProps {
  readonly title: Group['title'];
  readonly pages: readonly Group['pages'][number][];
  readonly onNavigate: () => void;
}

function Pages({ title, pages, onNavigate }: PagesProps) {
  const { t } = useTranslation();
  const titleId = useId();
  return (
    <Stack gap={2} role="group" {...(title === null ? {} : { 'aria-labelledby': titleId })}>
      {title !== null && (
        <Text id={titleId} size="xs" c="dimmed" fw={500} px="sm" py={2}>
          {t(title)}
        </Text>
      )}
      {pages.map(({ label, icon: PageIcon, link }) => (
        <NavigationLink
          key={label}
          {...link}
          label={t(label)}
          leftSection={<PageIcon size={18} stroke={1.7} aria-hidden />}
          activeOptions={{ includeSearch: false }}
          activeProps={{ active: true }}
          onClick={onNavigate}
        />
      ))}
    </Stack>
  );
}
