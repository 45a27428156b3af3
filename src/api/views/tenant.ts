import { z } from 'zod';
import { components } from '../../domain/names';
import type { TenantDocument } from '../../storage/tenants';

export const tenantSchema = z.object({
  id: z.string(),
  name: z.string(),
  timezone: z.string(),
  components: z.array(z.enum(components)),
  createdAt: z.iso.datetime(),
});

export function presentTenant(tenant: TenantDocument): z.infer<typeof tenantSchema> {
  return {
    id: tenant._id,
    name: tenant.name,
    timezone: tenant.timezone,
    components: [...tenant.components],
    createdAt: tenant.createdAt.toISOString(),
  };
}
