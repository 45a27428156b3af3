import { z } from 'zod';
import { leadStates } from '../../../../../storage/leads';
import { tenantOf } from '../../../../access';
import { decodePosition } from '../../../../cursor';
import { answerExport, formatQuery } from '../../../../export/answer';
import { leadColumns } from '../../../../export/leads';
import { loadNames } from '../../../../export/names';
import { tenantParams } from '../../../../identifiers';
import { listSchema, pageByTime, pageQuery } from '../../../../list';
import { periodOf, periodQuery } from '../../../../period';
import type { Route } from '../../../../route';
import { searchOf, searchQuery } from '../../../../search-query';
import { leadSchema, presentLead } from '../../../../views/lead';

const filterId = z.string().min(1).max(200).optional();

export const leads: Route = (api, { storage }) => {
  api.get(
    '/api/v1/tenants/:tenant/leads',
    {
      config: { access: 'tenant' },
      schema: {
        tags: ['data'],
        summary: 'Leads, newest first; format=csv or xlsx gives all of them as a file',
        params: tenantParams,
        querystring: z.strictObject({
          ...pageQuery,
          ...periodQuery,
          ...searchQuery,
          ...formatQuery,
          integration: filterId,
          campaign: filterId,
          source: filterId,
          state: z.enum(leadStates).optional(),
        }),
        response: { 200: listSchema(leadSchema) },
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
        state: query.state,
        search: searchOf(query.q),
      };
      if (query.format !== 'json') {
        const columns = leadColumns(await loadNames(storage, tenantId));
        const rows = storage.leads.stream(tenantId, filter);
        return answerExport(reply, query.format, { name: 'leads', columns, rows, timeZone: timezone });
      }
      const scope = ['leads', tenantId];
      const after = decodePosition(scope, query.cursor);
      const { documents, nextCursor } = await pageByTime(
        scope,
        query.limit,
        (count) => storage.leads.list(tenantId, filter, after, count),
        ({ createdAt, _id }) => ({ at: createdAt, id: _id }),
      );
      return reply.send({ items: documents.map(presentLead), nextCursor });
    },
  );
};
