import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { healthSearch, ofTenantSearch, tenantsSearch } from '../routes/operator/search';
import { operatorRoute } from './parent-routes';

/** What concerns the whole installation. */
export const operatorRoutes = [
  createRoute({
    getParentRoute: () => operatorRoute,
    path: '/',
    beforeLoad: () => {
      throw redirect({ to: '/operator/tenants', replace: true });
    },
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: '/tenants',
    validateSearch: tenantsSearch,
    component: lazyRouteComponent(() => import('../routes/operator/tenants'), 'TenantsPage'),
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: '/health',
    validateSearch: healthSearch,
    component: lazyRouteComponent(() => import('../routes/operator/health'), 'HealthPage'),
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: '/users',
    validateSearch: ofTenantSearch,
    component: lazyRouteComponent(() => import('../routes/operator/users'), 'AllUsersPage'),
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: '/audit',
    validateSearch: ofTenantSearch,
    component: lazyRouteComponent(() => import('../routes/operator/audit'), 'WholeAuditPage'),
  }),
] as const;
