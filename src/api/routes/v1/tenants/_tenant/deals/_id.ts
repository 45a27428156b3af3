import { SkvozError } from '../../../../../../domain/errors';
import { entryParams } from '../../../../../identifiers';
import type { Route } from '../../../../../route';
import { dealSchema, presentDeal } from '../../../../../views/deal';

export const deal: Route = (api, { storage }) => {
  api.get(
    '/api/v1/tenants/:tenant/deals/:id',
    {
      config: { access: 'tenant' },
      schema: { tags: ['data'], summary: 'A deal', params: entryParams, response: { 200: dealSchema } },
    },
    async ({ params }) => {
      const found = await storage.deals.get(params.tenant, params.id);
      if (found === null) throw new SkvozError('not_found');
      return presentDeal(found);
    },
  );
};
