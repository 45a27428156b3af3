import { z } from 'zod';
import { SkvozError } from '../../../../../domain/errors';
import { createIdentifier } from '../../../../../platform/hash';
import type { SiteEntry } from '../../../../../storage/pick-lists';
import { tenantOf } from '../../../../access';
import { decodeId } from '../../../../cursor';
import { chosenId, entryParams, nameSchema, tenantParams } from '../../../../identifiers';
import { listSchema, pageById, pageQuery } from '../../../../list';
import { requireUnused } from '../../../../pick-list-use';
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
  const list = storage.pickLists.sites;

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
    async ({ params: { tenant }, query: { limit, cursor } }) => {
      const scope = ['sites', tenant];
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
    '/api/v1/tenants/:tenant/sites',
    {
      config: { access: 'tenant' },
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
      const tenantId = tenantOf(request)._id;
      const entry = { tenantId, id: id ?? createIdentifier(), ...fields, archived: false };
      await list.create(entry);
      return reply.code(201).send(present(entry));
    },
  );

  api.patch(
    '/api/v1/tenants/:tenant/sites/:id',
    {
      config: { access: 'tenant' },
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
    async ({ params: { tenant, id }, body }) => {
      if (body.archived === true) await requireUnused(storage, tenant, 'site', id);
      const changed = await list.change(tenant, id, body);
      if (changed === null) throw new SkvozError('not_found');
      return present(changed);
    },
  );
};
