import { z } from 'zod';
import { SkvozError } from '../../../../../domain/errors';
import { createIdentifier } from '../../../../../platform/hash';
import type { SourceEntry } from '../../../../../storage/pick-lists';
import { tenantOf } from '../../../../access';
import { decodeId } from '../../../../cursor';
import { chosenId, entryParams, nameSchema, tenantParams } from '../../../../identifiers';
import { listSchema, pageById, pageQuery } from '../../../../list';
import { requireUnused } from '../../../../pick-list-use';
import type { Route } from '../../../../route';

const sourceSchema = z.object({
  id: z.string(),
  name: z.string(),
  channel: z.string(),
  archived: z.boolean(),
});

/** What kind of traffic it is, e.g. `cpc`, in the tenant's own words. */
const channelSchema = z.string().trim().min(1).max(100);

function present({ tenantId: _, ...entry }: SourceEntry): z.infer<typeof sourceSchema> {
  return entry;
}

export const sources: Route = (api, { storage }) => {
  const list = storage.pickLists.sources;

  api.get(
    '/api/v1/tenants/:tenant/sources',
    {
      config: { access: 'tenant' },
      schema: {
        tags: ['pick-lists'],
        summary: 'Sources in order of id, archived ones too',
        params: tenantParams,
        querystring: z.strictObject(pageQuery),
        response: { 200: listSchema(sourceSchema) },
      },
    },
    async ({ params: { tenant }, query: { limit, cursor } }) => {
      const scope = ['sources', tenant];
      const after = decodeId(scope, cursor);
      const { documents, nextCursor } = await pageById(
        scope,
        limit,
        (count) => list.list(tenant, after, count),
        ({ id }) => id,
      );
      return { items: documents.map(present), nextCursor };
    },
  );

  api.post(
    '/api/v1/tenants/:tenant/sources',
    {
      config: { access: 'tenant' },
      schema: {
        tags: ['pick-lists'],
        summary: 'Makes a source',
        params: tenantParams,
        body: z.strictObject({
          id: chosenId.optional(),
          name: nameSchema,
          channel: channelSchema,
        }),
        response: { 201: sourceSchema },
      },
    },
    async (request, reply) => {
      const { id, ...fields } = request.body;
      const tenantId = tenantOf(request)._id;
      const entry = { tenantId, id: id ?? createIdentifier(), ...fields, archived: false };
      await list.create(entry);
      return reply.code(201).send(present(entry));
    },
  );

  api.patch(
    '/api/v1/tenants/:tenant/sources/:id',
    {
      config: { access: 'tenant' },
      schema: {
        tags: ['pick-lists'],
        summary: 'Changes a source; one that settings name cannot be archived',
        params: entryParams,
        body: z.strictObject({
          name: nameSchema.exactOptional(),
          channel: channelSchema.exactOptional(),
          archived: z.boolean().exactOptional(),
        }),
        response: { 200: sourceSchema },
      },
    },
    async ({ params: { tenant, id }, body }) => {
      if (body.archived === true) await requireUnused(storage, tenant, 'source', id);
      const changed = await list.change(tenant, id, body);
      if (changed === null) throw new SkvozError('not_found');
      return present(changed);
    },
  );
};
