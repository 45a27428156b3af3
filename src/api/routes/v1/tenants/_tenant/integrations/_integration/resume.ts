import { SkvozError } from '../../../../../../../domain/errors';
import { findIntegration } from '../../../../../../find-integration';
import { integrationParams } from '../../../../../../identifiers';
import type { Route } from '../../../../../../route';
import { integrationSchema, presentIntegration } from '../../../../../../views/integration';

export const resume: Route = (api, dependencies) => {
  const { storage, temporal } = dependencies;
  api.post(
    '/api/v1/tenants/:tenant/integrations/:integration/resume',
    {
      config: { access: 'tenant', audit: 'integration.resumed' },
      schema: {
        tags: ['integrations'],
        summary: 'Goes on after a pause',
        params: integrationParams,
        response: { 200: integrationSchema },
      },
    },
    async ({ params }) => {
      const integration = await findIntegration(storage, params);
      if (integration.state !== 'active' && integration.state !== 'paused') {
        throw new SkvozError('integration_not_active');
      }
      await temporal.update(integration, 'resume');
      return presentIntegration(await findIntegration(storage, params), dependencies, new Date());
    },
  );
};
