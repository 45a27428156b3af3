import { infiniteQueryOptions, keepPreviousData, queryOptions, skipToken } from '@tanstack/react-query';
import { answerOf, api, streamOf } from './client';
import { everyItem, FIRST_PAGE, LARGEST_PAGE, pageAfter } from './pages';
import type { paths } from './schema';

type QueryOf<Path extends keyof paths> = paths[Path] extends {
  get: { parameters: { query?: infer Query } };
}
  ? Omit<NonNullable<Query>, 'cursor' | 'format' | 'limit'>
  : never;

/** What leads are narrowed to. */
export type LeadFilter = QueryOf<'/api/v1/tenants/{tenant}/leads'>;
/** What deals are narrowed to. */
export type DealFilter = QueryOf<'/api/v1/tenants/{tenant}/deals'>;

const PAGE = '100';

/** Names that rows refer to change seldom. */
const STALE_MILLISECONDS = 60_000;

const LOOK_MILLISECONDS = 5_000;

/** As many as the tallest screens read at once: who has read on is after older rows, not after new ones. */
const PAGES_LOOKED_AT = 2;

interface Pages {
  readonly state: { readonly data?: { readonly pages: readonly unknown[] } | undefined };
}

function isAtBeginning({ state: { data } }: Pages): boolean {
  return data === undefined || data.pages.length <= PAGES_LOOKED_AT;
}

/** New rows come by themselves while the beginning of a list is shown; a long list is not read over and over. */
const FRESH_AT_THE_BEGINNING = {
  refetchInterval: (query: Pages) => (isAtBeginning(query) ? LOOK_MILLISECONDS : false),
  refetchOnWindowFocus: isAtBeginning,
};

function readLeads(tenant: string, filter: LeadFilter, cursor: string | null) {
  const query = { ...filter, limit: PAGE, ...pageAfter(cursor) };
  return answerOf(api.GET('/api/v1/tenants/{tenant}/leads', { params: { path: { tenant }, query } }));
}

export type Lead = Awaited<ReturnType<typeof readLeads>>['items'][number];

/** Leads, newest first. */
export function leadsQuery(tenant: string, filter: LeadFilter) {
  return infiniteQueryOptions({
    queryKey: ['tenants', tenant, 'leads', filter],
    queryFn: ({ pageParam }) => readLeads(tenant, filter, pageParam),
    ...FIRST_PAGE,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    ...FRESH_AT_THE_BEGINNING,
  });
}

function readDeals(tenant: string, filter: DealFilter, cursor: string | null) {
  const query = { ...filter, limit: PAGE, ...pageAfter(cursor) };
  return answerOf(api.GET('/api/v1/tenants/{tenant}/deals', { params: { path: { tenant }, query } }));
}

export type Deal = Awaited<ReturnType<typeof readDeals>>['items'][number];

/** Deals, newest first. */
export function dealsQuery(tenant: string, filter: DealFilter) {
  return infiniteQueryOptions({
    queryKey: ['tenants', tenant, 'deals', filter],
    queryFn: ({ pageParam }) => readDeals(tenant, filter, pageParam),
    ...FIRST_PAGE,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    ...FRESH_AT_THE_BEGINNING,
  });
}

/** How many rows there are; `more` than are counted, where there are very many. */
export function leadCountQuery(tenant: string, filter: LeadFilter) {
  return queryOptions({
    queryKey: ['tenants', tenant, 'leads', 'count', filter],
    queryFn: () =>
      answerOf(
        api.GET('/api/v1/tenants/{tenant}/leads/count', {
          params: { path: { tenant }, query: filter },
        }),
      ),
  });
}

/** As {@link leadCountQuery}, of deals. */
export function dealCountQuery(tenant: string, filter: DealFilter) {
  return queryOptions({
    queryKey: ['tenants', tenant, 'deals', 'count', filter],
    queryFn: () =>
      answerOf(
        api.GET('/api/v1/tenants/{tenant}/deals/count', {
          params: { path: { tenant }, query: filter },
        }),
      ),
  });
}

/**
 * One lead, whether or not it is among the rows of a list.
 *
 * @param id undefined while none is open.
 * @param listed the lead as a list has it, to look at until it has been read anew.
 */
export function leadQuery(tenant: string, id: string | undefined, listed: Lead | undefined) {
  return queryOptions({
    queryKey: ['tenants', tenant, 'lead', id],
    queryFn:
      id === undefined
        ? skipToken
        : () =>
            answerOf(
              api.GET('/api/v1/tenants/{tenant}/leads/{lead}', { params: { path: { tenant, lead: id } } }),
            ),
    ...(listed === undefined ? {} : { placeholderData: listed }),
  });
}

/** As {@link leadQuery}, of deals. */
export function dealQuery(tenant: string, id: string | undefined, listed: Deal | undefined) {
  return queryOptions({
    queryKey: ['tenants', tenant, 'deal', id],
    queryFn:
      id === undefined
        ? skipToken
        : () =>
            answerOf(api.GET('/api/v1/tenants/{tenant}/deals/{id}', { params: { path: { tenant, id } } })),
    ...(listed === undefined ? {} : { placeholderData: listed }),
  });
}

function readHistory(tenant: string, id: string) {
  return answerOf(
    api.GET('/api/v1/tenants/{tenant}/deals/{id}/history', { params: { path: { tenant, id } } }),
  );
}

export type HistoryItem = Awaited<ReturnType<typeof readHistory>>['items'][number];

/** What changed in a deal, newest first. */
export function historyQuery(tenant: string, id: string) {
  return queryOptions({
    queryKey: ['tenants', tenant, 'deal', id, 'history'],
    queryFn: () => readHistory(tenant, id),
    select: ({ items }) => items,
  });
}

export function funnelsQuery(tenant: string) {
  return queryOptions({
    queryKey: ['tenants', tenant, 'funnels'],
    queryFn: () =>
      everyItem((cursor) =>
        answerOf(
          api.GET('/api/v1/tenants/{tenant}/funnels', {
            params: { path: { tenant }, query: { limit: LARGEST_PAGE, ...pageAfter(cursor) } },
          }),
        ),
      ),
    staleTime: STALE_MILLISECONDS,
  });
}

export function employeesQuery(tenant: string) {
  return queryOptions({
    queryKey: ['tenants', tenant, 'employees'],
    queryFn: () =>
      everyItem((cursor) =>
        answerOf(
          api.GET('/api/v1/tenants/{tenant}/employees', {
            params: { path: { tenant }, query: { limit: LARGEST_PAGE, ...pageAfter(cursor) } },
          }),
        ),
      ),
    staleTime: STALE_MILLISECONDS,
  });
}

/** A file that the server writes while it is read. */
export type FileFormat = 'csv' | 'xlsx';

export function leadsFile(tenant: string, filter: LeadFilter, format: FileFormat, signal: AbortSignal) {
  return streamOf(
    api.GET('/api/v1/tenants/{tenant}/leads', {
      params: { path: { tenant }, query: { ...filter, format } },
      parseAs: 'stream',
      signal,
    }),
  );
}

export function dealsFile(tenant: string, filter: DealFilter, format: FileFormat, signal: AbortSignal) {
  return streamOf(
    api.GET('/api/v1/tenants/{tenant}/deals', {
      params: { path: { tenant }, query: { ...filter, format } },
      parseAs: 'stream',
      signal,
    }),
  );
}
