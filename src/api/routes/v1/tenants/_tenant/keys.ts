import { z } from 'zod';
import { changedFields } from '../../../../../domain/audit';
import { SkvozError } from '../../../../../domain/errors';
import { createApiKey, createIdentifier, hashKey } from '../../../../../platform/hash';
import { tenantOf } from '../../../../access';
import { audited } from '../../../../audit';
import { keyParams, nameSchema, tenantParams } from '../../../../identifiers';
import type { Route } from '../../../../route';

const keySchema = z.object({ id: z.string(), name: z.string(), createdAt: z.iso.datetime() });

export const keys: Route = (api, { storage }) => {
  api.post(
    '/api/v1/tenants/:tenant/keys',
    {
      config: { access: 'operator', audit: 'key.created' },
      schema: {
        tags: ['tenants'],
        summary: 'Makes a key of a tenant; the answer is the only place that shows it',
        params: tenantParams,
        body: z.strictObject({ name: nameSchema }),
        response: { 201: keySchema.extend({ key: z.string() }) },
      },
    },
    async (request, reply) => {
      const key = createApiKey();
      const id = createIdentifier('key');
      const { name } = request.body;
      const createdAt = new Date();
      await storage.keys.create({
        _id: id,
        tenantId: tenantOf(request)._id,
        name,
        hash: hashKey(key),
        createdAt,
      });
      audited(request, { target: id, changes: changedFields(null, { name }) });
      return reply.code(201).send({ id, name, createdAt: createdAt.toISOString(), key });
    },
  );

  api.get(
    '/api/v1/tenants/:tenant/keys',
    {
      config: { access: 'operator' },
      schema: {
        tags: ['tenants'],
        summary: "A tenant's keys, without the keys themselves",
        params: tenantParams,
        response: { 200: z.object({ items: z.array(keySchema) }) },
      },
    },
    async ({ params }) => {
      const found = await storage.keys.list(params.tenant);
      return {
        items: found.map(({ _id, name, createdAt }) => ({
          id: _id,
          name,
          createdAt: createdAt.toISOString(),
        })),
      };
    },
  );

  api.delete(
    '/api/v1/tenants/:tenant/keys/:key',
    {
      config: { access: 'operator', audit: 'key.removed' },
      schema: {
        tags: ['tenants'],
        summary: 'Takes a key away; it works for 5 seconds more at most',
        params: keyParams,
      },
    },
    async (request, reply) => {
      const { tenant, key } = request.params;
      const removed = await storage.keys.remove(tenant, key);
      if (removed === null) throw new SkvozError('not_found');
      audited(request, { target: key, changes: changedFields({ name: removed.name }, null) });
      return reply.code(204).send();
    },
  );
};
