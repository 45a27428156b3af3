/** Names that several parts share. Workflow code imports this file, so it stays pure. */

export const vendorNames = ['medods', 'profsalon'] as const;
export type VendorName = (typeof vendorNames)[number];

/** Parts of a tenant's plan. */
export const components = ['offline_leads_upload', 'end_to_end_analytics'] as const;
export type Component = (typeof components)[number];

export const componentTitles: Readonly<Record<Component, { ru: string; en: string }>> = {
  offline_leads_upload: {
    ru: 'Загрузка оффлайн-заявок из внешней системы',
    en: 'Upload of offline leads from an external system',
  },
  end_to_end_analytics: { ru: 'Сквозная аналитика', en: 'End-to-end analytics' },
};

/** Life of an integration; MongoDB holds the truth, its `integration` workflow makes the moves. */
export const integrationStates = ['inactive', 'validating', 'active', 'paused', 'failed'] as const;
export type IntegrationState = (typeof integrationStates)[number];

export const runKinds = ['daily', 'sync', 'backfill'] as const;
export type RunKind = (typeof runKinds)[number];

/**
 * `queued`: asked for, not begun. `waiting`: the vendor asked to wait. `partial`: all but a refused
 * entity was read. `skipped`: another pull of the integration was running.
 */
export const runStates = [
  'queued',
  'running',
  'waiting',
  'succeeded',
  'partial',
  'failed',
  'cancelled',
  'skipped',
] as const;
export type RunState = (typeof runStates)[number];

export const endedRunStates = ['succeeded', 'partial', 'failed', 'cancelled', 'skipped'] as const;
export type EndedRunState = (typeof endedRunStates)[number];

export type StageStatus = 'in_process' | 'success' | 'failed';

/** One integration of one tenant: the address of nearly everything. */
export interface IntegrationKey {
  readonly tenantId: string;
  readonly integrationId: string;
}

export const workflowIds = {
  integration: (key: IntegrationKey) => `integration/${key.tenantId}/${key.integrationId}`,
  sync: (key: IntegrationKey) => `pull/${key.tenantId}/${key.integrationId}/sync`,
  backfill: (key: IntegrationKey, range: { from: string; to: string }) =>
    `pull/${key.tenantId}/${key.integrationId}/backfill/${range.from}_${range.to}`,
  /** Temporal appends the time of the action to this id. */
  daily: (key: IntegrationKey) => `pull/${key.tenantId}/${key.integrationId}/daily`,
} as const;

export const scheduleIds = {
  pull: (key: IntegrationKey) => `pull/${key.tenantId}/${key.integrationId}`,
} as const;
