import { z } from 'zod';
import { changedFields } from '../../../domain/audit';
import { components } from '../../../domain/names';
import { createIdentifier } from '../../../platform/hash';
import { timeZoneSchema } from '../../../vendors/registry';
import { audited } from '../../audit';
import { decodeId } from '../../cursor';
import { chosenId, nameSchema } from '../../identifiers';
import { listSchema, pageById, pageQuery } from '../../list';
import type { Route } from '../../route';
import { presentTenant, tenantSchema } from '../../views/tenant';

export const componentsSchema = z
  .array(z.enum(components))
  .refine((names) => new Set(names).size === names.length, {
    error: 'names a component twice',
    params: { ru: 'компонент назван дважды' },
  });

export const tenants: Route = (api, { storage }) => {
  api.post(
    '/api/v1/tenants',
    {
      config: { access: 'operator', audit: 'tenant.created' },
      schema: {
        tags: ['tenants'],
        summary: 'Makes a tenant',
        body: z.strictObject({
          id: chosenId.optional(),
          name: nameSchema,
          timezone: timeZoneSchema.default('Europe/Moscow'),
          components: componentsSchema.default([]),
        }),
        response: { 201: tenantSchema },
      },
    },
    async (request, reply) => {
      const { body } = request;
      const { id, name, timezone } = body;
      const tenant = {
        _id: id ?? createIdentifier(),
        name,
        timezone,
        components: body.components,
        createdAt: new Date(),
        deletedAt: null,
      };
      await storage.tenants.create(tenant);
      const changes = changedFields(null, { name, timezone, components: body.components });
      audited(request, { target: tenant._id, tenantId: tenant._id, changes });
      return reply.code(201).send(presentTenant(tenant));
    },
  );

  api.get(
    '/api/v1/tenants',
    {
      config: { access: 'operator' },
      schema: {
        tags: ['tenants'],
        summary: 'Tenants in order of id',
        querystring: z.strictObject(pageQuery),
        response: { 200: listSchema(tenantSchema) },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const scope = ['tenants'];
      const after = decodeId(scope, cursor);
      const { documents, nextCursor } = await pageById(
        scope,
        limit,
        (count) => storage.tenants.list(after, count),
        ({ _id }) => _id,
      );
      return { items: documents.map(presentTenant), nextCursor };
    },
  );
};
