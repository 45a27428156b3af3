import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { tenantRoute } from './parent-routes';

/** Who works in a tenant, and what they did. */
export const peopleRoutes = [
  createRoute({
    getParentRoute: () => tenantRoute,
    path: '/users',
    component: lazyRouteComponent(() => import('../routes/people/users'), 'UsersPage'),
  }),
  createRoute({
    getParentRoute: () => tenantRoute,
    path: '/audit',
    component: lazyRouteComponent(() => import('../routes/people/audit'), 'AuditPage'),
  }),
] as const;
