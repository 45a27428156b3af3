import type { Me } from '../api/session';

const KEPT_AS = 'skvoz-tenant';

/** Remembers which tenant was looked at last, for the next visit. */
export function keepTenant(id: string): void {
  localStorage.setItem(KEPT_AS, id);
}

/** The tenant with which a user begins: the one they looked at last, else their first; null where they have none. */
export function homeOf({ tenants }: Me): string | null {
  const kept = localStorage.getItem(KEPT_AS);
  const tenant = tenants.find(({ id }) => id === kept) ?? tenants[0];
  return tenant?.id ?? null;
}
