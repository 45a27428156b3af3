import { SkvozError } from '../../../../../../../domain/errors';
import { findIntegration } from '../../../../../../find-integration';
import { integrationParams } from '../../../../../../identifiers';
import type { Route } from '../../../../../../route';
import { integrationSchema, presentIntegration } from '../../../../../../views/integration';

export const pause: Route = (api, dependencies) => {
  const { storage, temporal } = dependencies;
  api.post(
    '/api/v1/tenants/:tenant/integrations/:integration/pause',
    {
      config: { access: 'tenant', audit: 'integration.paused' },
      schema: {
        tags: ['integrations'],
        summary: 'Stops the nightly pulls; what is stored stays',
        params: integrationParams,
        response: { 200: integrationSchema },
      },
    },
    async ({ params }) => {
      const integration = await findIntegration(storage, params);
      if (integration.state !== 'active' && integration.state !== 'paused') {
        throw new SkvozError('integration_not_active');
      }
      await temporal.update(integration, 'pause');
      return presentIntegration(await findIntegration(storage, params), dependencies, new Date());
    },
  );
};
