import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, done } from './client';
import { everyItem, LARGEST_PAGE, pageAfter } from './pages';
import type { Tenant } from './session';

export type Component = Tenant['components'][number];

export const tenantsQuery = queryOptions({
  queryKey: ['all-tenants'],
  queryFn: () =>
    everyItem((cursor) =>
      answerOf(
        api.GET('/api/v1/tenants', { params: { query: { limit: LARGEST_PAGE, ...pageAfter(cursor) } } }),
      ),
    ),
});

export function createTenant(body: { name: string; timezone: string; components: Component[] }) {
  return answerOf(api.POST('/api/v1/tenants', { body }));
}

export function setComponents(tenant: string, components: Component[]) {
  return answerOf(
    api.PUT('/api/v1/tenants/{tenant}/components', { params: { path: { tenant } }, body: { components } }),
  );
}

export function deleteTenant(tenant: string): Promise<void> {
  return done(api.DELETE('/api/v1/tenants/{tenant}', { params: { path: { tenant } } }));
}

export function keysQuery(tenant: string) {
  return queryOptions({
    queryKey: ['tenants', tenant, 'keys'],
    queryFn: async () => {
      const { items } = await answerOf(
        api.GET('/api/v1/tenants/{tenant}/keys', { params: { path: { tenant } } }),
      );
      return items;
    },
  });
}

/** @returns the key itself too; it is told this once. */
export function createKey(tenant: string, name: string) {
  return answerOf(
    api.POST('/api/v1/tenants/{tenant}/keys', { params: { path: { tenant } }, body: { name } }),
  );
}

export function removeKey(tenant: string, key: string): Promise<void> {
  return done(api.DELETE('/api/v1/tenants/{tenant}/keys/{key}', { params: { path: { tenant, key } } }));
}
