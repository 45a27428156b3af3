import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { DashboardSearch } from '../routes/dashboard/search';
import { answerOf, api } from './client';

function readDashboard(tenant: string, filter: DashboardSearch) {
  return answerOf(
    api.GET('/api/v1/tenants/{tenant}/dashboard', { params: { path: { tenant }, query: filter } }),
  );
}

export type Dashboard = Awaited<ReturnType<typeof readDashboard>>;

const INTERVAL_MILLISECONDS = 15_000;

/** The numbers of a tenant's days, kept fresh. */
export function dashboardQuery(tenant: string, filter: DashboardSearch) {
  return queryOptions({
    queryKey: ['tenants', tenant, 'dashboard', filter],
    queryFn: () => readDashboard(tenant, filter),
    refetchInterval: INTERVAL_MILLISECONDS,
    placeholderData: keepPreviousData,
  });
}
