import { z } from 'zod';
import { auditActions, auditActorKinds } from '../../../domain/audit';
import type { AuditDocument } from '../../../storage/audit';
import { scopeOf } from '../../access';
import { decodeId } from '../../cursor';
import { listSchema, pageById, pageQuery } from '../../list';
import type { Route } from '../../route';

const valueSchema = z.union([z.string(), z.number(), z.boolean()]).nullable();

const entrySchema = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  actor: z.object({
    kind: z.enum(auditActorKinds),
    /** Of the user or the tenant's key; null of the operator's key and of who is not known. */
    id: z.string().nullable(),
    name: z.string().nullable(),
    /** Of the user; null of keys, and where an older entry did not keep it. */
    email: z.string().nullable(),
  }),
  tenantId: z.string().nullable(),
  action: z.enum(auditActions),
  target: z.string().nullable(),
  /** Of a secret only that it changed; a list stands as its JSON. */
  changes: z.array(z.object({ field: z.string(), from: valueSchema, to: valueSchema })),
});

function present(entry: AuditDocument): z.infer<typeof entrySchema> {
  const { _id, at, actor, tenantId, action, target, changes } = entry;
  return {
    id: _id,
    at: at.toISOString(),
    actor: { ...actor, email: actor.email ?? null },
    tenantId,
    action,
    target,
    changes: changes.map((change) => ({ ...change })),
  };
}

export const audit: Route = (api, { storage }) => {
  api.get(
    '/api/v1/audit',
    {
      config: { access: 'tenant_admin' },
      schema: {
        tags: ['cabinet'],
        summary: 'Who did what, newest first; for an operator in every tenant and outside of them',
        querystring: z.strictObject({ ...pageQuery, tenant: z.string().min(1).max(200).optional() }),
        response: { 200: listSchema(entrySchema) },
      },
    },
    async (request) => {
      const { limit, cursor, tenant } = request.query;
      const whose = scopeOf(request, tenant);
      const scope = ['audit', whose ?? ''];
      const before = decodeId(scope, cursor);
      const { documents, nextCursor } = await pageById(
        scope,
        limit,
        (count) => storage.audit.list(whose, before, count),
        ({ _id }) => _id,
      );
      return { items: documents.map(present), nextCursor };
    },
  );
};
