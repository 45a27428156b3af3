import { z } from 'zod';
import { SkvozError } from '../../../../../../../domain/errors';
import { underSettings } from '../../../../../../../domain/fold';
import { currentFunnel } from '../../../../../../current-funnel';
import { entryParams } from '../../../../../../identifiers';
import type { Route } from '../../../../../../route';
import { historyItemSchema, presentHistory } from '../../../../../../views/history';

export const dealHistory: Route = (api, { storage, keyring }) => {
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
      const [integration, observed] = await Promise.all([
        storage.integrations.get(deal),
        storage.observations.ofRecords(deal, [deal.externalId]),
      ]);
      const funnel = integration === null ? null : currentFunnel(keyring, integration);
      const observations = observed.get(deal.externalId) ?? [];
      return {
        items: presentHistory(deal, funnel === null ? observations : underSettings(observations, funnel)),
      };
    },
  );
};
