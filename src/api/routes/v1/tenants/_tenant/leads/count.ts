import { z } from 'zod';
import { tenantOf } from '../../../../../access';
import { tenantParams } from '../../../../../identifiers';
import { countSchema, presentCount } from '../../../../../reports/count';
import { leadFilterOf, leadFilterQuery } from '../../../../../reports/lead-filter';
import type { Route } from '../../../../../route';

export const leadCount: Route = (api, { storage }) => {
  api.get(
    '/api/v1/tenants/:tenant/leads/count',
    {
      config: { access: 'tenant' },
      schema: {
        tags: ['data'],
        summary:
          'How many leads a list with these filters has: exact up to 10,000, and whether there are more',
        params: tenantParams,
        querystring: z.strictObject(leadFilterQuery),
        response: { 200: countSchema },
      },
    },
    async (request) => {
      const { _id: tenantId, timezone } = tenantOf(request);
      const filter = leadFilterOf(request.query, timezone);
      return presentCount((atMost) => storage.leads.count(tenantId, filter, atMost));
    },
  );
};
