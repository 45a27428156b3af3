import { z } from 'zod';
import { SkvozError } from '../../../../../../../../domain/errors';
import { funnelId } from '../../../../../../../../storage/funnels';
import { currentFunnel } from '../../../../../../../current-funnel';
import { findIntegration } from '../../../../../../../find-integration';
import { Waker } from '../../../../../../../hooks/waker';
import { integrationParams } from '../../../../../../../identifiers';
import type { Route } from '../../../../../../../route';

export const moveFunnel: Route = (api, { storage, keyring, temporal, log }) => {
  const waker = new Waker(storage, temporal, log);
  api.post(
    '/api/v1/tenants/:tenant/integrations/:integration/funnel/move',
    {
      config: { access: 'tenant', audit: 'integration.funnel_moved' },
      schema: {
        tags: ['events'],
        summary: 'Moves every deal into the funnel that the settings name now; each keeps its stage',
        description:
          'Answered before the deals are moved: that is done in the background and goes on after a stop. ' +
          '`deals` is how many stand in another funnel. Calling it again does no harm.',
        params: integrationParams,
        response: { 202: z.object({ funnelId: z.string(), deals: z.int() }) },
      },
    },
    async ({ params }, reply) => {
      const integration = await findIntegration(storage, params);
      const funnel = currentFunnel(keyring, integration);
      if (funnel === null) throw new SkvozError('funnel_move_unsupported');
      if (integration.state !== 'active') throw new SkvozError('integration_not_active');
      const now = new Date();
      const id = funnelId(integration, funnel.key);
      const deals = await storage.deals.countOutside(integration, id);
      await storage.integrations.moveDeals(integration, { to: funnel.key, before: now }, now);
      waker.wake(integration);
      log.info({ tenantId: params.tenant, integrationId: params.integration, deals }, 'deals are moved');
      return reply.code(202).send({ funnelId: id, deals });
    },
  );
};
