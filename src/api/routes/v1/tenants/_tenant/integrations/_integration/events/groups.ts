import { z } from 'zod';
import { tenantOf } from '../../../../../../../access';
import { findIntegration } from '../../../../../../../find-integration';
import { integrationParams } from '../../../../../../../identifiers';
import { periodOf, periodQuery } from '../../../../../../../period';
import type { Route } from '../../../../../../../route';
import { eventGroupSchema, presentEventGroup } from '../../../../../../../views/event';

/** Deliveries that are looked at, the newest ones. */
const LARGEST_SAMPLE = 100_000;

export const eventGroups: Route = (api, { storage }) => {
  api.get(
    '/api/v1/tenants/:tenant/integrations/:integration/events/groups',
    {
      config: { access: 'tenant' },
      schema: {
        tags: ['events'],
        summary: 'How many deliveries there are by outcome and reason, the largest group first',
        description:
          `Of the newest ${LARGEST_SAMPLE} deliveries of the period. \`replayed\` of them were replayed ` +
          'since, and their replays count by themselves.',
        params: integrationParams,
        querystring: z.strictObject(periodQuery),
        response: { 200: z.object({ items: z.array(eventGroupSchema) }) },
      },
    },
    async (request) => {
      const integration = await findIntegration(storage, request.params);
      const period = periodOf(request.query, tenantOf(request).timezone);
      const groups = await storage.events.groups(integration, period, LARGEST_SAMPLE);
      return { items: groups.map(presentEventGroup) };
    },
  );
};
