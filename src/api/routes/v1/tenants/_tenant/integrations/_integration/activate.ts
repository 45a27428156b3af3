import { tenantOf } from '../../../../../../access';
import { ProbeError } from '../../../../../../errors';
import { findIntegration } from '../../../../../../find-integration';
import { integrationParams } from '../../../../../../identifiers';
import { probeRateLimit, requireUsable } from '../../../../../../integration-actions';
import { parseProbeReport } from '../../../../../../probe';
import type { Route } from '../../../../../../route';
import { integrationSchema, presentIntegration } from '../../../../../../views/integration';

export const activate: Route = (api, dependencies) => {
  const { storage, temporal } = dependencies;
  api.post(
    '/api/v1/tenants/:tenant/integrations/:integration/activate',
    {
      config: { access: 'tenant', audit: 'integration.activated', rateLimit: probeRateLimit },
      schema: {
        tags: ['integrations'],
        summary: 'Tries the credentials and, if they serve, switches the integration on',
        params: integrationParams,
        response: { 200: integrationSchema },
      },
    },
    async (request) => {
      const integration = await findIntegration(storage, request.params);
      await requireUsable(dependencies, integration, tenantOf(request));
      const report = parseProbeReport(await temporal.update(integration, 'activate'));
      if (report.error !== null) throw new ProbeError(report.error, report.entities);
      return presentIntegration(await findIntegration(storage, request.params), dependencies, new Date());
    },
  );
};
