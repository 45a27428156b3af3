import { z } from 'zod';
import { SkvozError } from '../../../../../../../domain/errors';
import { entryParams } from '../../../../../../identifiers';
import type { Route } from '../../../../../../route';
import { historyItemSchema, presentHistory } from '../../../../../../views/history';

export const dealHistory: Route = (api, { storage }) => {
  api.get(
    '/api/v1/tenants/:tenant/deals/:id/history',
    {
      config: { access: 'tenant' },
      schema: {
        tags: ['data'],
        summary: 'What changed in a deal, newest first',
        params: entryParams,
        response: { 200: z.object({ items: z.array(historyItemSchema) }) },
      },
    },
    async ({ params }) => {
      const deal = await storage.deals.get(params.tenant, params.id);
      if (deal === null) throw new SkvozError('not_found');
      const observations = await storage.observations.ofRecords(deal, [deal.externalId]);
      return { items: presentHistory(deal, observations.get(deal.externalId) ?? []) };
    },
  );
};
