import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { ErrorPage } from '../components/ErrorPage';
import { LoadingState } from '../components/LoadingState';
import { NotFound } from '../components/NotFound';
import { dataRoutes } from './data-routes';
import { homeOf } from './home';
import { listRoutes } from './list-routes';
import { operatorRoutes } from './operator-routes';
import { operatorRoute, rootRoute, signedInRoute, tenantRoute } from './parent-routes';
import { peopleRoutes } from './people-routes';
import { eventSearchOf, nextOf, vendorOf } from './search';
import { parseSearch, stringifySearch } from './search-text';
import { roleOf } from './session';

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: nextOf,
  component: lazyRouteComponent(() => import('../routes/login'), 'LoginPage'),
});

const inviteRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invite',
  component: lazyRouteComponent(() => import('../routes/invite'), 'InvitePage'),
});

const homeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  beforeLoad: ({ context: { me } }) => {
    if (roleOf(me) === 'operator') throw redirect({ to: '/operator/tenants', replace: true });
    const home = homeOf(me);
    if (home !== null)
      throw redirect({ to: '/t/$tenant/integrations', params: { tenant: home }, replace: true });
  },
  component: lazyRouteComponent(() => import('../routes/home'), 'HomePage'),
});

const integrationsRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/integrations',
  component: lazyRouteComponent(() => import('../routes/integrations'), 'IntegrationsPage'),
});

const integrationRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/integrations/$integration',
  validateSearch: vendorOf,
  component: lazyRouteComponent(() => import('../routes/integration'), 'IntegrationPage'),
});

const integrationHomeRoute = createRoute({
  getParentRoute: () => integrationRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/t/$tenant/integrations/$integration/settings', params, replace: true });
  },
});

const settingsRoute = createRoute({
  getParentRoute: () => integrationRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('../routes/integration-settings'), 'IntegrationSettingsPage'),
});

const runsRoute = createRoute({
  getParentRoute: () => integrationRoute,
  path: '/runs',
  component: lazyRouteComponent(() => import('../routes/integration-runs'), 'IntegrationRunsPage'),
});

const eventsRoute = createRoute({
  getParentRoute: () => integrationRoute,
  path: '/events',
  validateSearch: eventSearchOf,
  component: lazyRouteComponent(() => import('../routes/integration-events'), 'IntegrationEventsPage'),
});

const routeTree = rootRoute.addChildren([
  loginRoute,
  inviteRoute,
  signedInRoute.addChildren([
    homeRoute,
    tenantRoute.addChildren([
      integrationsRoute,
      integrationRoute.addChildren([integrationHomeRoute, settingsRoute, runsRoute, eventsRoute]),
      ...listRoutes,
      ...dataRoutes,
      ...peopleRoutes,
    ]),
    operatorRoute.addChildren(operatorRoutes),
  ]),
]);

export function createCabinetRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFound,
    defaultPendingComponent: LoadingState,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createCabinetRouter>;
  }
}
