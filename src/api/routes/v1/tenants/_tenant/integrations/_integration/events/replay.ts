import { z } from 'zod';
import { changedFields } from '../../../../../../../../domain/audit';
import { tenantOf } from '../../../../../../../access';
import { audited } from '../../../../../../../audit';
import { eventFilter, replayFilter } from '../../../../../../../events/event-query';
import { COUNTED_AT_MOST, REPLAYED_AT_ONCE, replayEvents } from '../../../../../../../events/replay';
import { findIntegration } from '../../../../../../../find-integration';
import { Waker } from '../../../../../../../hooks/waker';
import { integrationParams } from '../../../../../../../identifiers';
import type { Route } from '../../../../../../../route';

const countSchema = z.object({
  /** Of the deliveries that can be replayed. */
  count: z.int(),
});

export const replayAll: Route = (api, { storage, temporal, log }) => {
  const waker = new Waker(storage, temporal, log);
  api.post(
    '/api/v1/tenants/:tenant/integrations/:integration/events/replay',
    {
      config: { access: 'tenant', audit: 'event.replayed' },
      schema: {
        tags: ['events'],
        summary: 'Reads the deliveries of a filter again, the oldest first',
        description:
          'An empty filter means all. What waits, what was replayed already (its replay counts instead) ' +
          `and what lost its bytes is left out. One call replays ${REPLAYED_AT_ONCE} at most and counts up ` +
          `to ${COUNTED_AT_MOST}; with \`more\` call again. With \`dryRun\` it only counts.`,
        params: integrationParams,
        body: z.strictObject({ filter: replayFilter, dryRun: z.boolean().default(false) }),
        response: {
          200: countSchema,
          202: countSchema.extend({ replayed: z.int(), more: z.boolean() }),
        },
      },
    },
    async (request, reply) => {
      const { params, body } = request;
      const integration = await findIntegration(storage, params);
      const filter = eventFilter(body.filter, tenantOf(request).timezone);
      const count = await storage.events.countReplayable(integration, filter, COUNTED_AT_MOST);
      audited(request, { nothingDone: body.dryRun });
      if (body.dryRun) return reply.code(200).send({ count });
      const replayed = await replayEvents(storage, waker, integration, filter);
      audited(request, { changes: changedFields(null, { replayed }) });
      log.info(
        { tenantId: params.tenant, integrationId: params.integration, replayed },
        'deliveries replayed',
      );
      return reply.code(202).send({ count, replayed, more: count > replayed });
    },
  );
};
