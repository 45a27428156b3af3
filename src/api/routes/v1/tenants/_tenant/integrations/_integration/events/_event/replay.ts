import { z } from 'zod';
import { findEvent } from '../../../../../../../../events/find-event';
import { replayEvent } from '../../../../../../../../events/replay';
import { findIntegration } from '../../../../../../../../find-integration';
import { Waker } from '../../../../../../../../hooks/waker';
import { eventParams } from '../../../../../../../../identifiers';
import type { Route } from '../../../../../../../../route';

export const replayOne: Route = (api, { storage, temporal, log }) => {
  const waker = new Waker(storage, temporal, log);
  api.post(
    '/api/v1/tenants/:tenant/integrations/:integration/events/:event/replay',
    {
      config: { access: 'tenant', audit: 'event.replayed' },
      schema: {
        tags: ['events'],
        summary: 'Reads a delivery again, at the place it came to first',
        params: eventParams,
        response: { 202: z.object({ count: z.int(), replayed: z.int(), eventId: z.string() }) },
      },
    },
    async ({ params }, reply) => {
      const integration = await findIntegration(storage, params);
      const row = await findEvent(storage, integration, params.event);
      const id = await replayEvent(storage, waker, integration, row);
      return reply.code(202).send({ count: 1, replayed: 1, eventId: id.toHexString() });
    },
  );
};
