import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type Me, meQuery, type Role, type Tenant } from '../api/session';

/** Who is signed in. For pages behind the sign-in, where it is known before they are drawn. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** The role that decides what is shown; the key of a tenant, which has no user, does what its admin may. */
export function roleOf(me: Me): Role {
  return me.user?.role ?? 'admin';
}

/** Whether the signed-in user may change anything of a tenant. */
export function useMayChange(): boolean {
  return roleOf(useMe()) !== 'analyst';
}

/** The tenant of the address. */
export function useTenant(): Tenant {
  const { tenant: id } = useParams({ from: '/signed-in/t/$tenant' });
  const tenant = useMe().tenants.find((one) => one.id === id);
  if (tenant === undefined) throw new Error(`no tenant ${id} among those of the user`);
  return tenant;
}
