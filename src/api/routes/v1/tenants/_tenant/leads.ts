import { z } from 'zod';
import { tenantOf } from '../../../../access';
import { audited } from '../../../../audit';
import { decodePosition } from '../../../../cursor';
import { answerExport, exportDescription, formatQuery } from '../../../../export/answer';
import { leadColumns, leadRows } from '../../../../export/leads';
import { tenantParams } from '../../../../identifiers';
import { listSchema, pageByTime, pageQuery } from '../../../../list';
import { preferredLanguage } from '../../../../problem';
import { leadFilterOf, leadFilterQuery } from '../../../../reports/lead-filter';
import type { Route } from '../../../../route';
import { listedLeadSchema, presentListedLeads } from '../../../../views/listed-lead';
import { RecordNames } from '../../../../views/record-names';

export const leads: Route = (api, { storage }) => {
  api.get(
    '/api/v1/tenants/:tenant/leads',
    {
      config: { access: 'tenant', audit: 'leads.exported' },
      schema: {
        tags: ['data'],
        summary:
          'Leads, newest first; format=csv or xlsx gives all of them as a file, with how many in X-Total-Count',
        description: exportDescription,
        params: tenantParams,
        querystring: z.strictObject({ ...pageQuery, ...formatQuery, ...leadFilterQuery }),
        response: { 200: listSchema(listedLeadSchema) },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const { _id: tenantId, timezone } = tenantOf(request);
      const filter = leadFilterOf(query, timezone);
      if (query.format !== 'json') {
        const language = preferredLanguage(request.headers['accept-language']);
        const names = new RecordNames(storage, tenantId);
        const total = await storage.leads.count(tenantId, filter);
        const rows = leadRows(storage, tenantId, names, storage.leads.stream(tenantId, filter));
        const table = {
          name: 'leads',
          columns: leadColumns(names, language),
          rows,
          timeZone: timezone,
          language,
        };
        return answerExport(request, reply, query.format, table, total);
      }
      audited(request, { nothingDone: true });
      const scope = ['leads', tenantId];
      const after = decodePosition(scope, query.cursor);
      const { documents, nextCursor } = await pageByTime(
        scope,
        query.limit,
        (count) => storage.leads.list(tenantId, filter, after, count),
        ({ createdAt, _id }) => ({ at: createdAt, id: _id }),
      );
      return reply.send({ items: await presentListedLeads(storage, tenantId, documents), nextCursor });
    },
  );
};
