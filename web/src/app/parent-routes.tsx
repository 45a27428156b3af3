import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  notFound,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { ApiProblem } from '../api/problem';
import { meQuery } from '../api/session';
import { OperatorPages } from '../frame/OperatorPages';
import type { FirstAnswers } from './first-answers';

export interface RouterContext {
  readonly queryClient: QueryClient;
  readonly firstAnswers: FirstAnswers;
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({ component: Outlet });

/** Everything behind the sign-in, in the frame with the navigation. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: async ({ context: { queryClient }, location }) => {
    try {
      return { me: await queryClient.ensureQueryData(meQuery) };
    } catch (error) {
      if (error instanceof ApiProblem && error.facts.status === 401) {
        throw redirect({ to: '/login', search: location.href === '/' ? {} : { next: location.href } });
      }
      throw error;
    }
  },
  component: lazyRouteComponent(() => import('../frame/AppFrame'), 'AppFrame'),
});

/** Pages of one tenant. */
export const tenantRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/t/$tenant',
  beforeLoad: ({ context: { me }, params }) => {
    if (!me.tenants.some(({ id }) => id === params.tenant)) throw notFound();
  },
  component: Outlet,
});

/** Pages of the whole installation. */
export const operatorRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/operator',
  component: OperatorPages,
});
