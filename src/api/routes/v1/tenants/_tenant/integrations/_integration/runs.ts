import { z } from 'zod';
import { decodePosition } from '../../../../../../cursor';
import { findIntegration } from '../../../../../../find-integration';
import { integrationParams } from '../../../../../../identifiers';
import { listSchema, pageByTime, pageQuery } from '../../../../../../list';
import type { Route } from '../../../../../../route';
import { presentRun, runSchema } from '../../../../../../views/run';

export const runs: Route = (api, { storage }) => {
  api.get(
    '/api/v1/tenants/:tenant/integrations/:integration/runs',
    {
      config: { access: 'tenant' },
      schema: {
        tags: ['runs'],
        summary: 'Pulls of an integration, newest first',
        params: integrationParams,
        querystring: z.strictObject(pageQuery),
        response: { 200: listSchema(runSchema) },
      },
    },
    async ({ params, query: { limit, cursor } }) => {
      const integration = await findIntegration(storage, params);
      const scope = ['runs', params.tenant, params.integration];
      const after = decodePosition(scope, cursor);
      const position = after === null ? null : { requestedAt: after.at, id: after.id };
      const { documents, nextCursor } = await pageByTime(
        scope,
        limit,
        (count) => storage.runs.list(integration, position, count),
        ({ requestedAt, _id }) => ({ at: requestedAt, id: _id }),
      );
      const now = new Date();
      return { items: documents.map((run) => presentRun(run, now)), nextCursor };
    },
  );
};
