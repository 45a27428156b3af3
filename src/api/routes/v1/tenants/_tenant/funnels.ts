import { z } from 'zod';
import { decodeId } from '../../../../cursor';
import { tenantParams } from '../../../../identifiers';
import { listSchema, pageById, pageQuery } from '../../../../list';
import type { Route } from '../../../../route';
import { stageStatusSchema } from '../../../../views/deal';

const funnelSchema = z.object({
  id: z.string(),
  integration: z.string(),
  externalId: z.string(),
  name: z.string(),
  stages: z.array(
    z.object({ id: z.string(), name: z.string(), order: z.number(), status: stageStatusSchema }),
  ),
});

export const funnels: Route = (api, { storage }) => {
  api.get(
    '/api/v1/tenants/:tenant/funnels',
    {
      config: { access: 'tenant' },
      schema: {
        tags: ['data'],
        summary: 'Funnels with their stages, in order of id',
        params: tenantParams,
        querystring: z.strictObject({ ...pageQuery, integration: z.string().min(1).max(200).optional() }),
        response: { 200: listSchema(funnelSchema) },
      },
    },
    async ({ params: { tenant }, query: { limit, cursor, integration } }) => {
      const scope = ['funnels', tenant];
      const after = decodeId(scope, cursor);
      const { documents, nextCursor } = await pageById(
        scope,
        limit,
        (count) => storage.funnels.list(tenant, { integrationId: integration }, after, count),
        ({ _id }) => _id,
      );
      const items = documents.map(({ _id, integrationId, externalId, name, stages }) => ({
        id: _id,
        integration: integrationId,
        externalId,
        name,
        stages: stages.map((stage) => ({ ...stage })),
      }));
      return { items, nextCursor };
    },
  );
};
