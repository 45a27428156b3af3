import { oneIn, type RawSearch, textIn } from '../../app/search-values';

export const conditions = ['failing', 'late', 'quiet', 'ok', 'off'] as const;
export type Condition = (typeof conditions)[number];

/** The tenant whose details are open, and what the names shown have in them. */
export function tenantsSearch(search: RawSearch) {
  return { ...textIn(search, 'open'), ...textIn(search, 'q') };
}

/** The condition that the shown integrations have. */
export function healthSearch(search: RawSearch) {
  return oneIn(search, 'condition', conditions);
}

/** The tenant that the shown things belong to. */
export function ofTenantSearch(search: RawSearch) {
  return textIn(search, 'tenant');
}
