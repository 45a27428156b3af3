import { SkvozError } from '../../../../../../../../domain/errors';
import { runParams } from '../../../../../../../identifiers';
import type { Route } from '../../../../../../../route';
import { presentRun, runSchema } from '../../../../../../../views/run';

export const run: Route = (api, { storage }) => {
  api.get(
    '/api/v1/tenants/:tenant/integrations/:integration/runs/:run',
    {
      config: { access: 'tenant' },
      schema: { tags: ['runs'], summary: 'A pull', params: runParams, response: { 200: runSchema } },
    },
    async ({ params }) => {
      const found = await storage.runs.get(params.tenant, params.integration, params.run);
      if (found === null) throw new SkvozError('not_found');
      return presentRun(found, new Date());
    },
  );
};
