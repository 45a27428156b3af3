import { z } from 'zod';
import { tenantOf } from '../../../../access';
import { audited } from '../../../../audit';
import { decodePosition } from '../../../../cursor';
import { answerExport, exportDescription, formatQuery } from '../../../../export/answer';
import { dealColumns, dealRows } from '../../../../export/deals';
import { tenantParams } from '../../../../identifiers';
import { listSchema, pageByTime, pageQuery } from '../../../../list';
import { preferredLanguage } from '../../../../problem';
import { dealFilterOf, dealFilterQuery } from '../../../../reports/deal-filter';
import type { Route } from '../../../../route';
import { listedDealSchema, presentListedDeals } from '../../../../views/listed-deal';
import { RecordNames } from '../../../../views/record-names';

export const deals: Route = (api, { storage }) => {
  api.get(
    '/api/v1/tenants/:tenant/deals',
    {
      config: { access: 'tenant', audit: 'deals.exported' },
      schema: {
        tags: ['data'],
        summary:
          'Deals, newest first; format=csv or xlsx gives all of them as a file, with how many in X-Total-Count',
        description: exportDescription,
        params: tenantParams,
        querystring: z.strictObject({ ...pageQuery, ...formatQuery, ...dealFilterQuery }),
        response: { 200: listSchema(listedDealSchema) },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const { _id: tenantId, timezone } = tenantOf(request);
      const filter = dealFilterOf(query, timezone);
      if (query.format !== 'json') {
        const language = preferredLanguage(request.headers['accept-language']);
        const names = new RecordNames(storage, tenantId);
        const total = await storage.deals.count(tenantId, filter);
        const rows = dealRows(storage, tenantId, names, storage.deals.stream(tenantId, filter));
        const table = {
          name: 'deals',
          columns: dealColumns(names, language),
          rows,
          timeZone: timezone,
          language,
        };
        return answerExport(request, reply, query.format, table, total);
      }
      audited(request, { nothingDone: true });
      const scope = ['deals', tenantId];
      const after = decodePosition(scope, query.cursor);
      const { documents, nextCursor } = await pageByTime(
        scope,
        query.limit,
        (count) => storage.deals.list(tenantId, filter, after, count),
        ({ createdAt, _id }) => ({ at: createdAt, id: _id }),
      );
      return reply.send({ items: await presentListedDeals(storage, tenantId, documents), nextCursor });
    },
  );
};
