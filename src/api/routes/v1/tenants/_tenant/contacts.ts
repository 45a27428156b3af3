import { z } from 'zod';
import { tenantOf } from '../../../../access';
import { audited } from '../../../../audit';
import { decodePosition } from '../../../../cursor';
import { answerExport, exportDescription, formatQuery } from '../../../../export/answer';
import { contactColumns } from '../../../../export/contacts';
import { tenantParams } from '../../../../identifiers';
import { listSchema, pageByTime, pageQuery } from '../../../../list';
import { periodOf, periodQuery } from '../../../../period';
import { preferredLanguage } from '../../../../problem';
import type { Route } from '../../../../route';
import { searchOf, searchQuery } from '../../../../search-query';
import { contactSchema, presentContact } from '../../../../views/contact';

export const contacts: Route = (api, { storage }) => {
  api.get(
    '/api/v1/tenants/:tenant/contacts',
    {
      config: { access: 'tenant', audit: 'contacts.exported' },
      schema: {
        tags: ['data'],
        summary:
          'People of leads and deals, newest first; format=csv or xlsx gives all of them as a file, with how many in X-Total-Count',
        description: exportDescription,
        params: tenantParams,
        querystring: z.strictObject({
          ...pageQuery,
          ...periodQuery,
          ...searchQuery,
          ...formatQuery,
          integration: z.string().min(1).max(200).optional(),
        }),
        response: { 200: listSchema(contactSchema) },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const { _id: tenantId, timezone } = tenantOf(request);
      const filter = {
        created: periodOf(query, timezone),
        integrationId: query.integration,
        search: searchOf(query.q),
      };
      if (query.format !== 'json') {
        const language = preferredLanguage(request.headers['accept-language']);
        const [total, integrations] = await Promise.all([
          storage.contacts.count(tenantId, filter),
          storage.integrations.list(tenantId),
        ]);
        const vendors = new Map(integrations.map(({ integrationId, vendor }) => [integrationId, vendor]));
        const rows = storage.contacts.stream(tenantId, filter);
        const table = {
          name: 'contacts',
          columns: contactColumns(vendors, language),
          rows,
          timeZone: timezone,
          language,
        };
        return answerExport(request, reply, query.format, table, total);
      }
      audited(request, { nothingDone: true });
      const scope = ['contacts', tenantId];
      const after = decodePosition(scope, query.cursor);
      const { documents, nextCursor } = await pageByTime(
        scope,
        query.limit,
        (count) => storage.contacts.list(tenantId, filter, after, count),
        ({ createdAt, _id }) => ({ at: createdAt, id: _id }),
      );
      return reply.send({ items: documents.map(presentContact), nextCursor });
    },
  );
};
