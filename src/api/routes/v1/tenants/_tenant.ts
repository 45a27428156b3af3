import { tenantOf } from '../../../access';
import { audited } from '../../../audit';
import { tenantParams } from '../../../identifiers';
import type { Route } from '../../../route';
import { deleteTenant } from '../../../tenant-deletion';
import { presentTenant, tenantSchema } from '../../../views/tenant';

export const tenant: Route = (api, dependencies) => {
  api.get(
    '/api/v1/tenants/:tenant',
    {
      config: { access: 'tenant' },
      schema: {
        tags: ['tenants'],
        summary: 'A tenant',
        params: tenantParams,
        response: { 200: tenantSchema },
      },
    },
    async (request) => presentTenant(tenantOf(request)),
  );

  api.delete(
    '/api/v1/tenants/:tenant',
    {
      config: { access: 'operator', deletedTenantToo: true, audit: 'tenant.deleted' },
      schema: {
        tags: ['tenants'],
        summary: 'Deletes a tenant with everything that belongs to it; again, it finishes what was begun',
        params: tenantParams,
      },
    },
    async (request, reply) => {
      const { tenant: tenantId } = request.params;
      await deleteTenant(dependencies, tenantId);
      // The tenant's own log went with it.
      audited(request, { target: tenantId, tenantId: null });
      return reply.code(204).send();
    },
  );
};
