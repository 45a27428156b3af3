import { findIntegration } from '../../../../../../find-integration';
import { integrationParams } from '../../../../../../identifiers';
import type { Route } from '../../../../../../route';
import { integrationSchema, presentIntegration } from '../../../../../../views/integration';

export const deactivate: Route = (api, dependencies) => {
  const { storage, temporal } = dependencies;
  api.post(
    '/api/v1/tenants/:tenant/integrations/:integration/deactivate',
    {
      config: { access: 'tenant', audit: 'integration.deactivated' },
      schema: {
        tags: ['integrations'],
        summary: 'Stops a running pull and switches the integration off',
        params: integrationParams,
        response: { 200: integrationSchema },
      },
    },
    async ({ params }) => {
      await temporal.update(await findIntegration(storage, params), 'deactivate');
      return presentIntegration(await findIntegration(storage, params), dependencies, new Date());
    },
  );
};
