import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { eventGroupsQuery, eventsQuery } from '../api/events';
import { cardsQuery, integrationQuery } from '../api/integrations';
import { runsQuery } from '../api/runs';
import { vendorsQuery } from '../api/vendors';
import { ErrorPage } from '../components/ErrorPage';
import { LoadingState } from '../components/LoadingState';
import { NotFound } from '../components/NotFound';
import { dataRoutes } from './data-routes';
import { homeOf } from './home';
import { listRoutes } from './list-routes';
import { operatorRoutes } from './operator-routes';
import { operatorRoute, type RouterContext, rootRoute, signedInRoute, tenantRoute } from './parent-routes';
import { peopleRoutes } from './people-routes';
import { eventSearchOf, nextOf, runSearchOf, vendorOf } from './search';
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

const newPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/new-password',
  component: lazyRouteComponent(() => import('../routes/new-password'), 'NewPasswordPage'),
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
  loader: ({ context: { firstAnswers }, params: { tenant } }) =>
    firstAnswers.wait((client) => [
      client.prefetchQuery(vendorsQuery),
      client.prefetchQuery(cardsQuery(tenant)),
    ]),
  component: lazyRouteComponent(() => import('../routes/integrations'), 'IntegrationsPage'),
});

const integrationRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/integrations/$integration',
  validateSearch: vendorOf,
  loader: ({ context: { firstAnswers }, params }) =>
    firstAnswers.wait((client) => [
      client.prefetchQuery(vendorsQuery),
      client.prefetchQuery(integrationQuery(params)),
    ]),
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
  validateSearch: runSearchOf,
  loader: ({ context: { firstAnswers }, params }) =>
    firstAnswers.wait((client) => [client.prefetchInfiniteQuery(runsQuery(params))]),
  component: lazyRouteComponent(() => import('../routes/integration-runs'), 'IntegrationRunsPage'),
});

const eventsRoute = createRoute({
  getParentRoute: () => integrationRoute,
  path: '/events',
  validateSearch: eventSearchOf,
  loader: ({ context: { firstAnswers }, params, location }) => {
    const { event: _, ...filter } = eventSearchOf(location.search);
    const { from, to } = filter;
    const period = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
    return firstAnswers.wait((client) => [
      client.prefetchInfiniteQuery(eventsQuery(params, filter)),
      client.prefetchQuery(eventGroupsQuery(params, period)),
    ]);
  },
  component: lazyRouteComponent(() => import('../routes/integration-events'), 'IntegrationEventsPage'),
});

const routeTree = rootRoute.addChildren([
  loginRoute,
  inviteRoute,
  newPasswordRoute,
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

export function createCabinetRouter(context: RouterContext) {
  return createRouter({
    routeTree,
    context,
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
