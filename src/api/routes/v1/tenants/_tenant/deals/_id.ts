import { SkvozError } from '../../../../../../domain/errors';
import { entryParams } from '../../../../../identifiers';
import type { Route } from '../../../../../route';
import { listedDealSchema, presentListedDeals } from '../../../../../views/listed-deal';

export const deal: Route = (api, { storage }) => {
  api.get(
    '/api/v1/tenants/:tenant/deals/:id',
    {
      config: { access: 'tenant' },
      schema: { tags: ['data'], summary: 'A deal', params: entryParams, response: { 200: listedDealSchema } },
    },
    async ({ params }) => {
      const found = await storage.deals.get(params.tenant, params.id);
      const [shown] = await presentListedDeals(storage, params.tenant, found === null ? [] : [found]);
      if (shown === undefined) throw new SkvozError('not_found');
      return shown;
    },
  );
};
