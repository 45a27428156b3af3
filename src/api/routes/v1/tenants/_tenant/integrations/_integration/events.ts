import { z } from 'zod';
import { tenantOf } from '../../../../../../access';
import { decodeId } from '../../../../../../cursor';
import { eventFilter, eventQuery } from '../../../../../../events/event-query';
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
        description:
          '`outcome`, `reason` and `externalId` are of one record of the delivery; `outcome=pending` is ' +
          'what waits. `from` and `to` are when it was received, or for a replay when it was made.',
        params: integrationParams,
        querystring: z.strictObject({ ...pageQuery, ...eventQuery }),
        response: { 200: listSchema(eventSchema) },
      },
    },
    async (request) => {
      const { params, query } = request;
      const { limit, cursor } = query;
      const integration = await findIntegration(storage, params);
      const filter = eventFilter(query, tenantOf(request).timezone);
      const scope = ['events', params.tenant, params.integration];
      const after = decodeId(scope, cursor);
      const { documents, nextCursor } = await pageById(
        scope,
        limit,
        (count) => storage.events.list(integration, filter, after, count),
        ({ _id }) => _id.toHexString(),
      );
      return { items: documents.map(presentEvent), nextCursor };
    },
  );
};
