import { z } from 'zod';
import { decodeId } from '../../../../../../cursor';
import { findIntegration } from '../../../../../../find-integration';
import { integrationParams } from '../../../../../../identifiers';
import { listSchema, pageById, pageQuery } from '../../../../../../list';
import type { Route } from '../../../../../../route';
import { eventSchema, presentEvent } from '../../../../../../views/event';

export const events: Route = (api, { storage }) => {
  api.get(
    '/api/v1/tenants/:tenant/integrations/:integration/events',
    {
      config: { access: 'tenant' },
      schema: {
        tags: ['events'],
        summary: 'Deliveries of a vendor that sends, newest first, with what became of each',
        params: integrationParams,
        querystring: z.strictObject(pageQuery),
        response: { 200: listSchema(eventSchema) },
      },
    },
    async ({ params, query: { limit, cursor } }) => {
      const integration = await findIntegration(storage, params);
      const scope = ['events', params.tenant, params.integration];
      const after = decodeId(scope, cursor);
      const { documents, nextCursor } = await pageById(
        scope,
        limit,
        (count) => storage.inbox.list(integration, after, count),
        ({ _id }) => _id.toHexString(),
      );
      return { items: documents.map(presentEvent), nextCursor };
    },
  );
};
