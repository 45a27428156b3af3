import { z } from 'zod';
import { SkvozError } from '../../../../../domain/errors';
import { tenantParams } from '../../../../identifiers';
import type { Route } from '../../../../route';
import { presentTenant, tenantSchema } from '../../../../views/tenant';
import { componentsSchema } from '../../tenants';

export const tenantComponents: Route = (api, { storage }) => {
  api.put(
    '/api/v1/tenants/:tenant/components',
    {
      config: { access: 'operator' },
      schema: {
        tags: ['tenants'],
        summary: "Sets the components of a tenant's plan",
        params: tenantParams,
        body: z.strictObject({ components: componentsSchema }),
        response: { 200: tenantSchema },
      },
    },
    async ({ params, body }) => {
      const changed = await storage.tenants.setComponents(params.tenant, body.components);
      if (changed === null) throw new SkvozError('not_found');
      return presentTenant(changed);
    },
  );
};
