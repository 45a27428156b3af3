import { useMe } from '../../app/session';

/** What a tenant is called; of one that is gone its id, and a dash of none. */
export function useTenantName(): (id: string | null) => string {
  const { tenants } = useMe();
  return (id) => tenants.find((one) => one.id === id)?.name ?? id ?? '—';
}
