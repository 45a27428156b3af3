import { z } from 'zod';
import type { SourceEntry } from '../../../../../storage/pick-lists';
import { chosenId, entryParams, nameSchema, tenantParams } from '../../../../identifiers';
import { listSchema, pageQuery } from '../../../../list';
import { pickListActions } from '../../../../pick-list-actions';
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
  const actions = pickListActions(storage, storage.pickLists.sources, 'sources', 'source');

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
    async ({ params, query }) => actions.page(params.tenant, query, present),
  );

  api.post(
    '/api/v1/tenants/:tenant/sources',
    {
      config: { access: 'tenant', audit: 'source.created' },
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
      const made = await actions.create(request, id, (identity) => ({ ...identity, ...fields }));
      return reply.code(201).send(present(made));
    },
  );

  api.patch(
    '/api/v1/tenants/:tenant/sources/:id',
    {
      config: { access: 'tenant', audit: 'source.changed' },
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
    async (request) => present(await actions.change(request, request.params.id, request.body)),
  );
};
