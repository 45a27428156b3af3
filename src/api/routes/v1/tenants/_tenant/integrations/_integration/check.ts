import { z } from 'zod';
import { tenantOf } from '../../../../../../access';
import { findIntegration } from '../../../../../../find-integration';
import { integrationParams } from '../../../../../../identifiers';
import { probeRateLimit, requireUsable } from '../../../../../../integration-actions';
import { parseProbeReport } from '../../../../../../probe';
import { failureOf, failureSchema } from '../../../../../../problem';
import type { Route } from '../../../../../../route';

const checkSchema = z.object({
  ok: z.boolean(),
  entities: z.array(z.object({ entity: z.string(), result: z.enum(['visible', 'refused', 'failed']) })),
  warnings: z.array(z.string()),
  error: failureSchema.nullable(),
});

export const check: Route = (api, dependencies) => {
  const { storage, temporal } = dependencies;
  api.post(
    '/api/v1/tenants/:tenant/integrations/:integration/check',
    {
      config: {
        access: 'tenant',
        rateLimit: probeRateLimit,
        audit: { none: 'It asks the vendor and changes nothing.' },
      },
      schema: {
        tags: ['integrations'],
        summary: 'Tries the credentials and changes nothing',
        params: integrationParams,
        response: { 200: checkSchema },
      },
    },
    async (request) => {
      const integration = await findIntegration(storage, request.params);
      await requireUsable(dependencies, integration, tenantOf(request));
      const { entities, error, warnings } = parseProbeReport(await temporal.update(integration, 'check'));
      return {
        ok: error === null,
        entities: [...entities],
        warnings: [...warnings],
        error: error === null ? null : failureOf(error.code, error.parameters),
      };
    },
  );
};
