import { z } from 'zod';
import { SkvozError } from '../../../../../../../domain/errors';
import { decryptSettings } from '../../../../../../../platform/settings-cipher';
import { vendorRegistry } from '../../../../../../../vendors/registry';
import { findIntegration } from '../../../../../../find-integration';
import { integrationParams } from '../../../../../../identifiers';
import { probeRateLimit } from '../../../../../../integration-actions';
import type { Route } from '../../../../../../route';

export const testEvent: Route = (api, { storage, keyring, intake }) => {
  api.post(
    '/api/v1/tenants/:tenant/integrations/:integration/test-event',
    {
      config: {
        access: 'tenant',
        audit: 'integration.test_event_sent',
        rateLimit: probeRateLimit,
      },
      schema: {
        tags: ['events'],
        summary: 'Sends a booking of our own through the door; it never becomes a lead or a deal',
        description: 'What would have become of it stands in `results` of the event, with the reason `test`.',
        params: integrationParams,
        response: { 202: z.object({ eventId: z.string() }) },
      },
    },
    async ({ params }, reply) => {
      const integration = await findIntegration(storage, params);
      const { schema, sampleDelivery } = vendorRegistry[integration.vendor];
      if (sampleDelivery === undefined) throw new SkvozError('hook_unsupported');
      // Only an active integration reads its deliveries.
      if (integration.state !== 'active') throw new SkvozError('integration_not_active');
      const settings = schema.parse(decryptSettings(keyring, integration, integration.settings));
      const { body, contentType } = sampleDelivery(settings, new Date());
      const taken = await intake.receiveTest(integration, Buffer.from(body), contentType);
      switch (taken.outcome) {
        case 'accepted':
          return reply.code(202).send({ eventId: taken.id.toHexString() });
        case 'integration_inactive':
          throw new SkvozError('integration_not_active');
        case 'busy':
          throw new SkvozError('database_unavailable');
        case 'duplicate':
        case 'too_large':
          throw new Error(`a test event of our own was ${taken.outcome}`);
      }
    },
  );
};
