import { z } from 'zod';
import { tenantOf } from '../../../../access';
import { decodePosition } from '../../../../cursor';
import { answerExport, formatQuery } from '../../../../export/answer';
import { dealColumns, dealRows } from '../../../../export/deals';
import { loadNames } from '../../../../export/names';
import { tenantParams } from '../../../../identifiers';
import { listSchema, pageByTime, pageQuery } from '../../../../list';
import { periodOf, periodQuery } from '../../../../period';
import type { Route } from '../../../../route';
import { searchOf, searchQuery } from '../../../../search-query';
import { dealSchema, presentDeal, stageStatusSchema } from '../../../../views/deal';

const filterId = z.string().min(1).max(200).optional();

export const deals: Route = (api, { storage }) => {
  api.get(
    '/api/v1/tenants/:tenant/deals',
    {
      config: { access: 'tenant' },
      schema: {
        tags: ['data'],
        summary: 'Deals, newest first; format=csv or xlsx gives all of them as a file',
        params: tenantParams,
        querystring: z.strictObject({
          ...pageQuery,
          ...periodQuery,
          ...searchQuery,
          ...formatQuery,
          integration: filterId,
          campaign: filterId,
          source: filterId,
          funnel: filterId,
          stage: filterId,
          state: stageStatusSchema.optional(),
        }),
        response: { 200: listSchema(dealSchema) },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const { _id: tenantId, timezone } = tenantOf(request);
      const filter = {
        created: periodOf(query, timezone),
        integrationId: query.integration,
        campaignId: query.campaign,
        sourceId: query.source,
        funnelId: query.funnel,
        stageId: query.stage,
        stageStatus: query.state,
        search: searchOf(query.q),
      };
      if (query.format !== 'json') {
        const columns = dealColumns(await loadNames(storage, tenantId));
        const rows = dealRows(storage, tenantId, storage.deals.stream(tenantId, filter));
        return answerExport(reply, query.format, { name: 'deals', columns, rows, timeZone: timezone });
      }
      const scope = ['deals', tenantId];
      const after = decodePosition(scope, query.cursor);
      const { documents, nextCursor } = await pageByTime(
        scope,
        query.limit,
        (count) => storage.deals.list(tenantId, filter, after, count),
        ({ createdAt, _id }) => ({ at: createdAt, id: _id }),
      );
      return reply.send({ items: documents.map(presentDeal), nextCursor });
    },
  );
};
