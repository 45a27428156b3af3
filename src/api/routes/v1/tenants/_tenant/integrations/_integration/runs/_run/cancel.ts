import { runParams } from '../../../../../../../../identifiers';
import { cancelPull } from '../../../../../../../../pulls';
import type { Route } from '../../../../../../../../route';
import { presentRun, runSchema } from '../../../../../../../../views/run';

export const cancelRun: Route = (api, dependencies) => {
  api.post(
    '/api/v1/tenants/:tenant/integrations/:integration/runs/:run/cancel',
    {
      config: { access: 'tenant', audit: 'run.cancelled' },
      schema: {
        tags: ['runs'],
        summary: 'Asks a pull to stop; it ends after the page it is reading',
        params: runParams,
        response: { 202: runSchema },
      },
    },
    async ({ params }, reply) => {
      const key = { tenantId: params.tenant, integrationId: params.integration };
      const run = await cancelPull(dependencies, key, params.run);
      return reply.code(202).send(presentRun(run, new Date()));
    },
  );
};
