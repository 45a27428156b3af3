import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import { type IntegrationKey, integrationsKey } from './integrations';
import type { paths } from './schema';

const PAGE = 50;
const INTERVAL = 5_000;
const PENDING_INTERVAL = 1_000;

const eventsKey = ({ tenant, integration }: IntegrationKey) =>
  [...integrationsKey(tenant), integration, 'events'] as const;

type EventQuery = NonNullable<
  paths['/api/v1/tenants/{tenant}/integrations/{integration}/events']['get']['parameters']['query']
>;
export type EventOutcome = NonNullable<EventQuery['outcome']>;
/** Narrows deliveries down. Dates are days in the tenant's zone, both included. */
export type EventFilter = Pick<EventQuery, 'outcome' | 'reason' | 'from' | 'to'>;

function fetchEvents(path: IntegrationKey, filter: EventFilter, cursor: string | null) {
  return answerOf(
    api.GET('/api/v1/tenants/{tenant}/integrations/{integration}/events', {
      params: { path, query: { ...filter, limit: String(PAGE), ...(cursor === null ? {} : { cursor }) } },
    }),
  );
}

/** A delivery with what became of it, without its body. */
export type Event = Awaited<ReturnType<typeof fetchEvents>>['items'][number];

/** Deliveries, newest first, kept fresh. */
export const eventsQuery = (key: IntegrationKey, filter: EventFilter) =>
  infiniteQueryOptions({
    queryKey: [...eventsKey(key), 'list', filter],
    queryFn: ({ pageParam }) => fetchEvents(key, filter, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
    refetchInterval: INTERVAL,
  });

/** How many deliveries there are of each kind. */
export const eventGroupsQuery = (path: IntegrationKey, period: Pick<EventFilter, 'from' | 'to'>) =>
  queryOptions({
    queryKey: [...eventsKey(path), 'groups', period],
    queryFn: () =>
      answerOf(
        api.GET('/api/v1/tenants/{tenant}/integrations/{integration}/events/groups', {
          params: { path, query: period },
        }),
      ),
    select: ({ items }) => items,
    refetchInterval: INTERVAL * 2,
  });

function fetchEvent(key: IntegrationKey, event: string, reveal: boolean) {
  return answerOf(
    api.GET('/api/v1/tenants/{tenant}/integrations/{integration}/events/{event}', {
      params: { path: { ...key, event }, query: { reveal: reveal ? 'true' : 'false' } },
    }),
  );
}

export type EventDetail = Awaited<ReturnType<typeof fetchEvent>>;

/** One delivery with its body; asked for again until it has been read. */
export const eventQuery = (key: IntegrationKey, event: string, reveal: boolean) =>
  queryOptions({
    queryKey: [...eventsKey(key), 'one', event, { reveal }],
    queryFn: () => fetchEvent(key, event, reveal),
    refetchInterval: ({ state }) => (state.data?.pending === true ? PENDING_INTERVAL : false),
    // Names and phones do not stay behind once they are no longer looked at.
    gcTime: reveal ? 0 : 60_000,
  });

export function replayEvent(key: IntegrationKey, event: string) {
  return answerOf(
    api.POST('/api/v1/tenants/{tenant}/integrations/{integration}/events/{event}/replay', {
      params: { path: { ...key, event } },
    }),
  );
}

type ReplayFilter =
  paths['/api/v1/tenants/{tenant}/integrations/{integration}/events/replay']['post']['requestBody']['content']['application/json']['filter'];

/** @returns how many deliveries the filter means, and how many of them were replayed: none of a dry run. */
export async function replayEvents(
  path: IntegrationKey,
  filter: ReplayFilter,
  dryRun: boolean,
): Promise<{ count: number; replayed: number; more: boolean }> {
  const answer = await answerOf(
    api.POST('/api/v1/tenants/{tenant}/integrations/{integration}/events/replay', {
      params: { path },
      body: { filter, dryRun },
    }),
  );
  return 'replayed' in answer ? answer : { ...answer, replayed: 0, more: false };
}
export type { ReplayFilter };
