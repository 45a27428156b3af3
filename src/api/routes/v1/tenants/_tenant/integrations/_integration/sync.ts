import { z } from 'zod';
import { changedFields } from '../../../../../../../domain/audit';
import { SkvozError } from '../../../../../../../domain/errors';
import { vendorRegistry } from '../../../../../../../vendors/registry';
import { audited } from '../../../../../../audit';
import { findIntegration } from '../../../../../../find-integration';
import { integrationParams } from '../../../../../../identifiers';
import { startPull } from '../../../../../../pulls';
import type { Route } from '../../../../../../route';

export const sync: Route = (api, dependencies) => {
  api.post(
    '/api/v1/tenants/:tenant/integrations/:integration/sync',
    {
      config: { access: 'tenant', audit: 'run.started' },
      schema: {
        tags: ['runs'],
        summary: 'Reads the vendor now, as the nightly pull does',
        params: integrationParams,
        response: { 202: z.object({ runId: z.string() }) },
      },
    },
    async (request, reply) => {
      const integration = await findIntegration(dependencies.storage, request.params);
      if (!vendorRegistry[integration.vendor].backfill) throw new SkvozError('backfill_unsupported');
      const runId = await startPull(dependencies, integration, { kind: 'sync' });
      audited(request, { changes: changedFields(null, { kind: 'sync' }) });
      return reply.code(202).send({ runId });
    },
  );
};
