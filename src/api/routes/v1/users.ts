import { z } from 'zod';
import { scopeOf } from '../../access';
import { decodeId } from '../../cursor';
import { listSchema, pageById, pageQuery } from '../../list';
import type { Route } from '../../route';
import { presentUser, userSchema } from '../../views/user';

export const users: Route = (api, { storage }) => {
  api.get(
    '/api/v1/users',
    {
      config: { access: 'tenant_admin' },
      schema: {
        tags: ['cabinet'],
        summary: 'People who sign in, in order of id; for an operator those of every tenant, and operators',
        querystring: z.strictObject({ ...pageQuery, tenant: z.string().min(1).max(200).optional() }),
        response: { 200: listSchema(userSchema) },
      },
    },
    async (request) => {
      const { limit, cursor, tenant } = request.query;
      const whose = scopeOf(request, tenant);
      const scope = ['users', whose ?? ''];
      const after = decodeId(scope, cursor);
      const { documents, nextCursor } = await pageById(
        scope,
        limit,
        (count) => storage.users.list(whose, after, count),
        ({ _id }) => _id,
      );
      return { items: documents.map(presentUser), nextCursor };
    },
  );
};
