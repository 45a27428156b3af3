import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import { type IntegrationKey, integrationsKey } from './integrations';

const PAGE = 25;
const QUIET_INTERVAL = 15_000;
const BUSY_INTERVAL = 2_000;

function fetchRuns(path: IntegrationKey, cursor: string | null) {
  return answerOf(
    api.GET('/api/v1/tenants/{tenant}/integrations/{integration}/runs', {
      params: { path, query: { limit: String(PAGE), ...(cursor === null ? {} : { cursor }) } },
    }),
  );
}

export type Run = Awaited<ReturnType<typeof fetchRuns>>['items'][number];

/** Whether a run has not ended yet. */
export function isUnderWay({ state }: Run): boolean {
  return state === 'queued' || state === 'running' || state === 'waiting';
}

export const runsKey = ({ tenant, integration }: IntegrationKey) =>
  [...integrationsKey(tenant), integration, 'runs'] as const;

/** Pulls of an integration, newest first; watched closely while one is under way. */
export const runsQuery = (key: IntegrationKey) =>
  infiniteQueryOptions({
    queryKey: runsKey(key),
    queryFn: ({ pageParam }) => fetchRuns(key, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isUnderWay)) ? BUSY_INTERVAL : QUIET_INTERVAL,
  });

/** One of them, watched while it is under way. */
export const runQuery = (key: IntegrationKey, run: string) =>
  queryOptions({
    queryKey: [...runsKey(key), run],
    queryFn: () =>
      answerOf(
        api.GET('/api/v1/tenants/{tenant}/integrations/{integration}/runs/{run}', {
          params: { path: { ...key, run } },
        }),
      ),
    refetchInterval: ({ state: { data } }) => (data && isUnderWay(data) ? BUSY_INTERVAL : false),
  });

/** Reads the vendor now, as the nightly pull does. */
export function startSync(path: IntegrationKey) {
  return answerOf(api.POST('/api/v1/tenants/{tenant}/integrations/{integration}/sync', { params: { path } }));
}

/** Reads the visits of the dates, both included, `YYYY-MM-DD`. */
export function startBackfill(path: IntegrationKey, body: { from: string; to: string }) {
  return answerOf(
    api.POST('/api/v1/tenants/{tenant}/integrations/{integration}/backfill', { params: { path }, body }),
  );
}

export function cancelRun(key: IntegrationKey, run: string) {
  return answerOf(
    api.POST('/api/v1/tenants/{tenant}/integrations/{integration}/runs/{run}/cancel', {
      params: { path: { ...key, run } },
    }),
  );
}
