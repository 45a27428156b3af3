import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { pickListSearch } from '../routes/lists/search';
import { tenantRoute } from './parent-routes';

/** What the settings of integrations choose from. */
export const listRoutes = [
  createRoute({
    getParentRoute: () => tenantRoute,
    path: '/lists/sites',
    validateSearch: pickListSearch,
    component: lazyRouteComponent(() => import('../routes/lists/sites'), 'SitesPage'),
  }),
  createRoute({
    getParentRoute: () => tenantRoute,
    path: '/lists/campaigns',
    validateSearch: pickListSearch,
    component: lazyRouteComponent(() => import('../routes/lists/campaigns'), 'CampaignsPage'),
  }),
  createRoute({
    getParentRoute: () => tenantRoute,
    path: '/lists/sources',
    validateSearch: pickListSearch,
    component: lazyRouteComponent(() => import('../routes/lists/sources'), 'SourcesPage'),
  }),
] as const;
