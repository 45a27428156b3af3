import { z } from 'zod';
import { decodeId } from '../../../../cursor';
import { tenantParams } from '../../../../identifiers';
import { listSchema, pageById, pageQuery } from '../../../../list';
import type { Route } from '../../../../route';

const employeeSchema = z.object({
  id: z.string(),
  integration: z.string(),
  externalId: z.string(),
  name: z.string().nullable(),
});

export const employees: Route = (api, { storage }) => {
  api.get(
    '/api/v1/tenants/:tenant/employees',
    {
      config: { access: 'tenant' },
      schema: {
        tags: ['data'],
        summary: 'Responsible persons of deals, in order of id',
        params: tenantParams,
        querystring: z.strictObject({ ...pageQuery, integration: z.string().min(1).max(200).optional() }),
        response: { 200: listSchema(employeeSchema) },
      },
    },
    async ({ params: { tenant }, query: { limit, cursor, integration } }) => {
      const scope = ['employees', tenant];
      const after = decodeId(scope, cursor);
      const { documents, nextCursor } = await pageById(
        scope,
        limit,
        (count) => storage.employees.list(tenant, { integrationId: integration }, after, count),
        ({ _id }) => _id,
      );
      const items = documents.map(({ _id, integrationId, externalId, name }) => ({
        id: _id,
        integration: integrationId,
        externalId,
        name,
      }));
      return { items, nextCursor };
    },
  );
};
