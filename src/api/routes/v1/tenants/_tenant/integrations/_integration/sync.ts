import { z } from 'zod';
import { SkvozError } from '../../../../../../../domain/errors';
import { vendorRegistry } from '../../../../../../../vendors/registry';
import { findIntegration } from '../../../../../../find-integration';
import { integrationParams } from '../../../../../../identifiers';
import { startPull } from '../../../../../../pulls';
import type { Route } from '../../../../../../route';

export const sync: Route = (api, dependencies) => {
  api.post(
    '/api/v1/tenants/:tenant/integrations/:integration/sync',
    {
      config: { access: 'tenant' },
      schema: {
        tags: ['runs'],
        summary: 'Reads the vendor now, as the nightly pull does',
        params: integrationParams,
        response: { 202: z.object({ runId: z.string() }) },
      },
    },
    async ({ params }, reply) => {
      const integration = await findIntegration(dependencies.storage, params);
      if (!vendorRegistry[integration.vendor].backfill) throw new SkvozError('backfill_unsupported');
      const runId = await startPull(dependencies, integration, { kind: 'sync' });
      return reply.code(202).send({ runId });
    },
  );
};
