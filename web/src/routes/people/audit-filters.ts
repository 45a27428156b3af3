import type { TFunction } from 'i18next';

/** Filters of the lists that can be exported, under the names that their pages have for them. */
const FILTERS = {
  q: 'audit.fields.search',
  from: 'raw.period',
  to: 'raw.period',
  integration: 'leads.integration',
  campaign: 'leads.campaign',
  source: 'leads.source',
  funnel: 'deals.funnel',
  stage: 'deals.stage',
  state: 'leads.state',
  employee: 'deals.employee',
  deleted: 'deals.deleted',
  closedFrom: 'deals.closedPeriod',
  closedTo: 'deals.closedPeriod',
} as const;

function isFilter(name: unknown): name is keyof typeof FILTERS {
  return typeof name === 'string' && name in FILTERS;
}

/** The filters of an export by name, both ends of a period as one; a dash for none. */
export function filterWords(names: readonly unknown[], t: TFunction): string {
  const words = names.map((name) => (isFilter(name) ? t(FILTERS[name]) : String(name)));
  return [...new Set(words)].join(', ') || '—';
}
