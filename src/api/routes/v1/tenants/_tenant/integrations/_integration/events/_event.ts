import { z } from 'zod';
import { decryptDelivery } from '../../../../../../../../platform/delivery-cipher';
import { decryptSecrets } from '../../../../../../../../platform/settings-cipher';
import type { InboxDocument } from '../../../../../../../../storage/inbox';
import type { IntegrationDocument } from '../../../../../../../../storage/integrations';
import { audited } from '../../../../../../../audit';
import type { ApiDependencies } from '../../../../../../../dependencies';
import { decodeBody } from '../../../../../../../events/decode-body';
import { findEvent } from '../../../../../../../events/find-event';
import { eventBodySchema, presentBody } from '../../../../../../../events/present-body';
import { findIntegration } from '../../../../../../../find-integration';
import { eventParams } from '../../../../../../../identifiers';
import type { Route } from '../../../../../../../route';
import { eventSchema, presentEvent } from '../../../../../../../views/event';

const detailSchema = eventSchema.extend({
  /** Of the request, as far as they are kept. */
  headers: z.object({ contentType: z.string().nullable(), contentEncoding: z.string().nullable() }),
  /** Ids of the replays of this delivery itself, the first one first. */
  replays: z.array(z.string()),
  /** Null when it is gone: a person in it was erased. */
  body: eventBodySchema.nullable(),
});

async function bodyOf(
  { keyring }: Pick<ApiDependencies, 'keyring'>,
  integration: IntegrationDocument,
  row: InboxDocument,
  reveal: boolean,
): Promise<z.infer<typeof detailSchema>['body']> {
  if (row.body === undefined) return null;
  const decoded = await decodeBody(decryptDelivery(keyring, row, row.body), row);
  const secrets = Object.values(decryptSecrets(keyring, integration, integration.secrets));
  return presentBody(decoded, { reveal, secrets });
}

export const event: Route = (api, dependencies) => {
  const { storage, log } = dependencies;
  api.get(
    '/api/v1/tenants/:tenant/integrations/:integration/events/:event',
    {
      config: { access: 'tenant', audit: 'event.revealed' },
      schema: {
        tags: ['events'],
        summary: 'A delivery with what it held',
        description:
          'Names, phones and e-mails are hidden unless `reveal=true`; tokens always are. The body is cut ' +
          'after 65,536 characters.',
        params: eventParams,
        querystring: z.strictObject({ reveal: z.enum(['true', 'false']).default('false') }),
        response: { 200: detailSchema },
      },
    },
    async (request, reply) => {
      const { params, query } = request;
      const integration = await findIntegration(storage, params);
      const row = await findEvent(storage, integration, params.event);
      const replays = await storage.events.replaysOf(integration, row._id);
      const reveal = query.reveal === 'true';
      audited(request, { nothingDone: !reveal });
      if (reveal) {
        const { tenantId, integrationId } = row;
        log.info({ tenantId, integrationId, eventId: row._id.toHexString() }, 'a delivery was shown in full');
      }
      return reply.header('cache-control', 'no-store').send({
        ...presentEvent(row),
        headers: { contentType: row.contentType, contentEncoding: row.contentEncoding },
        replays: replays.map((id) => id.toHexString()),
        body: await bodyOf(dependencies, integration, row, reveal),
      });
    },
  );
};
