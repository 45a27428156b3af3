import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { dashboardSearch } from '../routes/dashboard/search';
import { dealSearch, leadSearch } from '../routes/raw/search';
import { tenantRoute } from './parent-routes';

/** What integrations brought. */
export const dataRoutes = [
  createRoute({
    getParentRoute: () => tenantRoute,
    path: '/dashboard',
    validateSearch: dashboardSearch,
    component: lazyRouteComponent(() => import('../routes/dashboard/dashboard'), 'DashboardPage'),
  }),
  createRoute({
    getParentRoute: () => tenantRoute,
    path: '/raw/leads',
    validateSearch: leadSearch,
    component: lazyRouteComponent(() => import('../routes/raw/leads'), 'LeadsPage'),
  }),
  createRoute({
    getParentRoute: () => tenantRoute,
    path: '/raw/deals',
    validateSearch: dealSearch,
    component: lazyRouteComponent(() => import('../routes/raw/deals'), 'DealsPage'),
  }),
] as const;
