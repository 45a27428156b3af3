import { z } from 'zod';
import { tenantParams } from '../../../../identifiers';
import type { Route } from '../../../../route';
import { integrationCardSchema, presentCard } from '../../../../views/integration';

export const integrations: Route = (api, { storage, config }) => {
  api.get(
    '/api/v1/tenants/:tenant/integrations',
    {
      config: { access: 'tenant' },
      schema: {
        tags: ['integrations'],
        summary: 'A card of each integration, with its state and health',
        params: tenantParams,
        response: { 200: z.object({ items: z.array(integrationCardSchema) }) },
      },
    },
    async ({ params }) => {
      const found = await storage.integrations.list(params.tenant);
      const now = new Date();
      return { items: found.map((integration) => presentCard(integration, config, now)) };
    },
  );
};
