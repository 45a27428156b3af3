import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import { ApiProblem } from './problem';

/** What names an integration. */
export interface IntegrationKey {
  readonly tenant: string;
  readonly integration: string;
}

/** Where everything of a tenant's integrations is kept, so that one call forgets it all. */
export const integrationsKey = (tenant: string) => ['tenants', tenant, 'integrations'] as const;
const integrationKey = ({ tenant, integration }: IntegrationKey) =>
  [...integrationsKey(tenant), integration] as const;

const QUIET_INTERVAL = 15_000;
const BUSY_INTERVAL = 3_000;

function fetchCards(tenant: string) {
  return answerOf(api.GET('/api/v1/tenants/{tenant}/integrations', { params: { path: { tenant } } }));
}

export type IntegrationCard = Awaited<ReturnType<typeof fetchCards>>['items'][number];

/** Something is under way whose end somebody waits for. */
function isBusy({ state, health }: IntegrationCard): boolean {
  return state === 'validating' || (state === 'active' && health.lastSuccessAt === null);
}

/** The integrations of a tenant, kept fresh. */
export const cardsQuery = (tenant: string) =>
  queryOptions({
    queryKey: [...integrationsKey(tenant), 'cards'],
    queryFn: () => fetchCards(tenant),
    select: ({ items }) => items,
    refetchInterval: ({ state }) => (state.data?.items.some(isBusy) ? BUSY_INTERVAL : QUIET_INTERVAL),
  });

export function fetchIntegration(path: IntegrationKey) {
  return answerOf(api.GET('/api/v1/tenants/{tenant}/integrations/{integration}', { params: { path } }));
}

export type Integration = Awaited<ReturnType<typeof fetchIntegration>>;

/** Null before its first settings were saved. */
async function findIntegration(path: IntegrationKey): Promise<Integration | null> {
  try {
    return await fetchIntegration(path);
  } catch (error) {
    if (error instanceof ApiProblem && error.facts.status === 404) return null;
    throw error;
  }
}

/** One integration with its settings, kept fresh; null while there is none. */
export const integrationQuery = (key: IntegrationKey) =>
  queryOptions({
    queryKey: [...integrationKey(key), 'settings'],
    queryFn: () => findIntegration(key),
    refetchInterval: ({ state }) => (state.data && isBusy(state.data) ? BUSY_INTERVAL : QUIET_INTERVAL),
  });

/** What a save asks for; `vendor` is needed where the integration's id does not name it. */
export interface SaveRequest {
  readonly settings: Record<string, unknown>;
  readonly version: number;
  readonly vendor?: string;
}

export function saveSettings(path: IntegrationKey, body: SaveRequest) {
  return answerOf(api.PUT('/api/v1/tenants/{tenant}/integrations/{integration}', { params: { path }, body }));
}

/** Tries the credentials, then switches on. */
export function activate(path: IntegrationKey) {
  return answerOf(
    api.POST('/api/v1/tenants/{tenant}/integrations/{integration}/activate', { params: { path } }),
  );
}

export function deactivate(path: IntegrationKey) {
  return answerOf(
    api.POST('/api/v1/tenants/{tenant}/integrations/{integration}/deactivate', { params: { path } }),
  );
}

/** Stops what happens by itself; nothing that is stored or sent meanwhile is lost. */
export function pause(path: IntegrationKey) {
  return answerOf(
    api.POST('/api/v1/tenants/{tenant}/integrations/{integration}/pause', { params: { path } }),
  );
}

export function resume(path: IntegrationKey) {
  return answerOf(
    api.POST('/api/v1/tenants/{tenant}/integrations/{integration}/resume', { params: { path } }),
  );
}

/** Tries the credentials and changes nothing. */
export function check(path: IntegrationKey) {
  return answerOf(
    api.POST('/api/v1/tenants/{tenant}/integrations/{integration}/check', { params: { path } }),
  );
}

export type CheckResult = Awaited<ReturnType<typeof check>>;

export function rotateHook(path: IntegrationKey) {
  return answerOf(
    api.POST('/api/v1/tenants/{tenant}/integrations/{integration}/hook/rotate', { params: { path } }),
  );
}

export function moveFunnel(path: IntegrationKey) {
  return answerOf(
    api.POST('/api/v1/tenants/{tenant}/integrations/{integration}/funnel/move', { params: { path } }),
  );
}

export function sendTestEvent(path: IntegrationKey) {
  return answerOf(
    api.POST('/api/v1/tenants/{tenant}/integrations/{integration}/test-event', { params: { path } }),
  );
}
