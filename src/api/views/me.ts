import { z } from 'zod';
import { languages, roles } from '../../domain/roles';
import type { TenantDocument } from '../../storage/tenants';
import { type Caller, roleOf } from '../caller';
import type { ApiDependencies } from '../dependencies';
import { presentTenant, tenantSchema } from './tenant';

/** Who calls, and the tenants that are open to the caller. `user` is null for a key. */
export const meSchema = z.object({
  user: z
    .object({
      id: z.string(),
      email: z.string(),
      name: z.string(),
      role: z.enum(roles),
      language: z.enum(languages),
    })
    .nullable(),
  tenants: z.array(tenantSchema.omit({ createdAt: true })),
});

/** @param tenant the caller's own; null of an operator, who has all of them. */
export async function presentMe(
  { storage }: Pick<ApiDependencies, 'storage'>,
  caller: Caller,
  tenant: TenantDocument | null,
): Promise<z.infer<typeof meSchema>> {
  const own = tenant === null ? [] : [tenant];
  const tenants = roleOf(caller) === 'operator' ? await storage.tenants.all() : own;
  return {
    user: caller.kind === 'user' ? presentOwnUser(caller.user) : null,
    tenants: tenants.map(presentTenant).map(({ createdAt: _, ...shown }) => shown),
  };
}

function presentOwnUser({
  _id,
  email,
  name,
  role,
  language,
}: Extract<Caller, { kind: 'user' }>['user']): z.infer<typeof meSchema>['user'] {
  return { id: _id, email, name, role, language };
}
