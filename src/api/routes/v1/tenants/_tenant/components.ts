import { z } from 'zod';
import { changedFields } from '../../../../../domain/audit';
import { SkvozError } from '../../../../../domain/errors';
import { tenantOf } from '../../../../access';
import { audited } from '../../../../audit';
import { tenantParams } from '../../../../identifiers';
import type { Route } from '../../../../route';
import { presentTenant, tenantSchema } from '../../../../views/tenant';
import { componentsSchema } from '../../tenants';

export const tenantComponents: Route = (api, { storage }) => {
  api.put(
    '/api/v1/tenants/:tenant/components',
    {
      config: { access: 'operator', audit: 'tenant.components_set' },
      schema: {
        tags: ['tenants'],
        summary: "Sets the components of a tenant's plan",
        params: tenantParams,
        body: z.strictObject({ components: componentsSchema }),
        response: { 200: tenantSchema },
      },
    },
    async (request) => {
      const { params, body } = request;
      const changed = await storage.tenants.setComponents(params.tenant, body.components);
      if (changed === null) throw new SkvozError('not_found');
      const { components } = tenantOf(request);
      const changes = changedFields({ components }, { components: changed.components });
      audited(request, { changes, nothingDone: changes.length === 0 });
      return presentTenant(changed);
    },
  );
};
