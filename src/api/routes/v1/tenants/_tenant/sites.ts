import { z } from 'zod';
import type { SiteEntry } from '../../../../../storage/pick-lists';
import { chosenId, entryParams, nameSchema, tenantParams } from '../../../../identifiers';
import { listSchema, pageQuery } from '../../../../list';
import { pickListActions } from '../../../../pick-list-actions';
import type { Route } from '../../../../route';

const siteSchema = z.object({
  id: z.string(),
  domain: z.string(),
  name: z.string(),
  archived: z.boolean(),
});

/** A host name, of any alphabet. */
const domainSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(
    /^([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}][\p{L}\p{N}-]{1,62}$/u,
    'must be a host name such as clinic.example.ru',
  );

function present({ tenantId: _, ...entry }: SiteEntry): z.infer<typeof siteSchema> {
  return entry;
}

export const sites: Route = (api, { storage }) => {
  const actions = pickListActions(storage, storage.pickLists.sites, 'sites', 'site');

  api.get(
    '/api/v1/tenants/:tenant/sites',
    {
      config: { access: 'tenant' },
      schema: {
        tags: ['pick-lists'],
        summary: 'Sites in order of id, archived ones too',
        params: tenantParams,
        querystring: z.strictObject(pageQuery),
        response: { 200: listSchema(siteSchema) },
      },
    },
    async ({ params, query }) => actions.page(params.tenant, query, present),
  );

  api.post(
    '/api/v1/tenants/:tenant/sites',
    {
      config: { access: 'tenant', audit: 'site.created' },
      schema: {
        tags: ['pick-lists'],
        summary: 'Makes a site',
        params: tenantParams,
        body: z.strictObject({
          id: chosenId.optional(),
          domain: domainSchema,
          name: nameSchema,
        }),
        response: { 201: siteSchema },
      },
    },
    async (request, reply) => {
      const { id, ...fields } = request.body;
      const made = await actions.create(request, id, (identity) => ({ ...identity, ...fields }));
      return reply.code(201).send(present(made));
    },
  );

  api.patch(
    '/api/v1/tenants/:tenant/sites/:id',
    {
      config: { access: 'tenant', audit: 'site.changed' },
      schema: {
        tags: ['pick-lists'],
        summary: 'Changes a site; one that settings name cannot be archived',
        params: entryParams,
        body: z.strictObject({
          domain: domainSchema.exactOptional(),
          name: nameSchema.exactOptional(),
          archived: z.boolean().exactOptional(),
        }),
        response: { 200: siteSchema },
      },
    },
    async (request) => present(await actions.change(request, request.params.id, request.body)),
  );
};
