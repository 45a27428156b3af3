import { z } from 'zod';
import { tenantOf } from '../../../../../access';
import { tenantParams } from '../../../../../identifiers';
import { countSchema, presentCount } from '../../../../../reports/count';
import { dealFilterOf, dealFilterQuery } from '../../../../../reports/deal-filter';
import type { Route } from '../../../../../route';

export const dealCount: Route = (api, { storage }) => {
  api.get(
    '/api/v1/tenants/:tenant/deals/count',
    {
      config: { access: 'tenant' },
      schema: {
        tags: ['data'],
        summary:
          'How many deals a list with these filters has: exact up to 10,000, and whether there are more',
        params: tenantParams,
        querystring: z.strictObject(dealFilterQuery),
        response: { 200: countSchema },
      },
    },
    async (request) => {
      const { _id: tenantId, timezone } = tenantOf(request);
      const filter = dealFilterOf(request.query, timezone);
      return presentCount((atMost) => storage.deals.count(tenantId, filter, atMost));
    },
  );
};
