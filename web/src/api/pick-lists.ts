import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import { everyItem, LARGEST_PAGE, pageAfter } from './pages';

export const pickListsKey = (tenant: string) => ['tenants', tenant, 'pick-lists'] as const;

function paging(tenant: string, cursor: string | null) {
  return { params: { path: { tenant }, query: { limit: LARGEST_PAGE, ...pageAfter(cursor) } } };
}

/** Campaigns of a tenant, archived ones too. */
export const campaignsQuery = (tenant: string) =>
  queryOptions({
    queryKey: [...pickListsKey(tenant), 'campaigns'],
    queryFn: () =>
      everyItem((cursor) => answerOf(api.GET('/api/v1/tenants/{tenant}/campaigns', paging(tenant, cursor)))),
  });

/** Sources of a tenant, archived ones too. */
export const sourcesQuery = (tenant: string) =>
  queryOptions({
    queryKey: [...pickListsKey(tenant), 'sources'],
    queryFn: () =>
      everyItem((cursor) => answerOf(api.GET('/api/v1/tenants/{tenant}/sources', paging(tenant, cursor)))),
  });

/** Sites of a tenant, archived ones too. */
export const sitesQuery = (tenant: string) =>
  queryOptions({
    queryKey: [...pickListsKey(tenant), 'sites'],
    queryFn: () =>
      everyItem((cursor) => answerOf(api.GET('/api/v1/tenants/{tenant}/sites', paging(tenant, cursor)))),
  });

export function createCampaign(tenant: string, body: { name: string; siteId?: string | null }) {
  return answerOf(api.POST('/api/v1/tenants/{tenant}/campaigns', { params: { path: { tenant } }, body }));
}

export function createSource(tenant: string, body: { name: string; channel: string }) {
  return answerOf(api.POST('/api/v1/tenants/{tenant}/sources', { params: { path: { tenant } }, body }));
}

export function createSite(tenant: string, body: { domain: string; name: string }) {
  return answerOf(api.POST('/api/v1/tenants/{tenant}/sites', { params: { path: { tenant } }, body }));
}

type Change<Fields> = { [Name in keyof Fields]?: Fields[Name] } & { archived?: boolean };

export function changeCampaign(
  tenant: string,
  id: string,
  body: Change<{ name: string; siteId: string | null }>,
) {
  return answerOf(
    api.PATCH('/api/v1/tenants/{tenant}/campaigns/{id}', { params: { path: { tenant, id } }, body }),
  );
}

export function changeSource(tenant: string, id: string, body: Change<{ name: string; channel: string }>) {
  return answerOf(
    api.PATCH('/api/v1/tenants/{tenant}/sources/{id}', { params: { path: { tenant, id } }, body }),
  );
}

export function changeSite(tenant: string, id: string, body: Change<{ domain: string; name: string }>) {
  return answerOf(
    api.PATCH('/api/v1/tenants/{tenant}/sites/{id}', { params: { path: { tenant, id } }, body }),
  );
}
