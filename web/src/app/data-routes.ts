import { createRoute, lazyRouteComponent, notFound } from '@tanstack/react-router';
import { dashboardQuery } from '../api/dashboard';
import { dealsQuery, leadsQuery } from '../api/records';
import { dashboardSearch, shownDays } from '../routes/dashboard/search';
import { dealSearch, leadSearch } from '../routes/raw/search';
import { tenantRoute } from './parent-routes';

/** What integrations brought. */
export const dataRoutes = [
  createRoute({
    getParentRoute: () => tenantRoute,
    path: '/dashboard',
    validateSearch: dashboardSearch,
    loader: ({ context: { firstAnswers, me }, params: { tenant }, location }) => {
      const timezone = me.tenants.find(({ id }) => id === tenant)?.timezone;
      if (timezone === undefined) throw notFound();
      const filter = shownDays(dashboardSearch(location.search), timezone);
      return firstAnswers.wait((client) => [client.prefetchQuery(dashboardQuery(tenant, filter))]);
    },
    component: lazyRouteComponent(() => import('../routes/dashboard/dashboard'), 'DashboardPage'),
  }),
  createRoute({
    getParentRoute: () => tenantRoute,
    path: '/raw/leads',
    validateSearch: leadSearch,
    loader: ({ context: { firstAnswers }, params: { tenant }, location }) => {
      const { open: _, ...filter } = leadSearch(location.search);
      return firstAnswers.wait((client) => [client.prefetchInfiniteQuery(leadsQuery(tenant, filter))]);
    },
    component: lazyRouteComponent(() => import('../routes/raw/leads'), 'LeadsPage'),
  }),
  createRoute({
    getParentRoute: () => tenantRoute,
    path: '/raw/deals',
    validateSearch: dealSearch,
    loader: ({ context: { firstAnswers }, params: { tenant }, location }) => {
      const { open: _, ...filter } = dealSearch(location.search);
      return firstAnswers.wait((client) => [client.prefetchInfiniteQuery(dealsQuery(tenant, filter))]);
    },
    component: lazyRouteComponent(() => import('../routes/raw/deals'), 'DealsPage'),
  }),
] as const;
