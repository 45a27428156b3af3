import { AppShell, Burger, Group, Skeleton, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet, useParams, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { keepTenant } from '../app/home';
import { AnchorLink } from '../components/links';
import classes from './AppFrame.module.css';
import { Navigation } from './Navigation';
import { TenantSwitch } from './TenantSwitch';

/** Menus are large and nobody looks for them first: the page is drawn before they come. */
const UserMenu = lazy(async () => ({ default: (await import('./UserMenu')).UserMenu }));

/** Pixels of the closed menu. */
const USER_MENU_HEIGHT = 60;

const MAIN = 'main';
const NAVIGATION = 'navigation';

/** What stands around every page behind the sign-in. */
export function AppFrame() {
  const { t } = useTranslation();
  const [opened, { toggle, close }] = useDisclosure();
  const { tenant = null } = useParams({ strict: false });
  useFocusOnArrival();
  useEffect(() => {
    if (tenant !== null) keepTenant(tenant);
  }, [tenant]);
  return (
    <AppShell
      layout="alt"
      header={{ height: { base: 52, sm: 0 } }}
      navbar={{ width: 236, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'md', md: 'xl' }}
      classNames={{ main: classes['main'] ?? '' }}
    >
      <a href={`#${MAIN}`} className={classes['skip']}>
        {t('frame.skip')}
      </a>
      <AppShell.Header hiddenFrom="sm">
        <Group h="100%" px="md" gap="sm">
          <Burger
            opened={opened}
            onClick={toggle}
            size="sm"
            aria-label={t('frame.menu')}
            aria-expanded={opened}
            aria-controls={NAVIGATION}
          />
          <Brand />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar id={NAVIGATION} p="sm" aria-label={t('frame.navigation')}>
        <AppShell.Section px="xs" pb="md" pt={4}>
          <Group justify="space-between">
            <Brand />
            <Burger opened onClick={close} size="sm" hiddenFrom="sm" aria-label={t('frame.closeMenu')} />
          </Group>
        </AppShell.Section>
        <AppShell.Section pb="sm" px="xs">
          <TenantSwitch tenant={tenant} />
        </AppShell.Section>
        <AppShell.Section grow className={classes['pages'] ?? ''}>
          <Navigation tenant={tenant} onNavigate={close} />
        </AppShell.Section>
        <AppShell.Section>
          <Suspense fallback={<Skeleton height={USER_MENU_HEIGHT} />}>
            <UserMenu />
          </Suspense>
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id={MAIN} tabIndex={-1}>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}

function Brand() {
  const { t } = useTranslation();
  return (
    <AnchorLink to="/" underline="never" c="inherit" aria-label={t('frame.home')}>
      <Group gap={8} wrap="nowrap">
        <img src="/favicon.svg" alt="" width={24} height={24} />
        <Text fw={650} size="lg" component="span">
          Skvoz
        </Text>
      </Group>
    </AnchorLink>
  );
}

/** After a link of the navigation, the keyboard goes on within the new page and not in the menu. */
function useFocusOnArrival(): void {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const seen = useRef(path);
  useEffect(() => {
    if (seen.current === path) return;
    seen.current = path;
    const focused = document.activeElement;
    if (focused === document.body || focused?.closest(`#${NAVIGATION}`) !== null) {
      document.getElementById(MAIN)?.focus({ preventScroll: true });
    }
  }, [path]);
}
