import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { changedFields } from '../../../domain/audit';
import { SkvozError } from '../../../domain/errors';
import { type Role, roles } from '../../../domain/roles';
import { createIdentifier, hashKey } from '../../../platform/hash';
import { scopeOf } from '../../access';
import { audited } from '../../audit';
import { callerOf, roleOf } from '../../caller';
import { decodeId } from '../../cursor';
import type { ApiDependencies } from '../../dependencies';
import { emailSchema } from '../../identifiers';
import { invalidField } from '../../invalid-request';
import { createLinkToken } from '../../link-token';
import { listSchema, pageById, pageQuery } from '../../list';
import type { Route } from '../../route';
import { invitationSchema, presentInvitation } from '../../views/invitation';

/**
 * Where the invited person will belong; null: nowhere, as an operator.
 *
 * @throws SkvozError `forbidden`, `not_found`, `invalid_request`
 */
async function tenantOfInvited(
  { storage }: Pick<ApiDependencies, 'storage'>,
  request: FastifyRequest,
  role: Role,
  asked: string | undefined,
): Promise<string | null> {
  if (role === 'operator') {
    if (roleOf(callerOf(request)) !== 'operator') throw new SkvozError('forbidden');
    if (asked !== undefined)
      throw invalidField('tenantId', 'unexpected', {
        ru: 'оператор не относится ни к одному кабинету',
        en: 'an operator belongs to no tenant',
      });
    return null;
  }
  const tenantId = scopeOf(request, asked);
  if (tenantId === null)
    throw invalidField('tenantId', 'required', {
      ru: 'оператору нужно указать кабинет',
      en: 'required from an operator',
    });
  if ((await storage.tenants.get(tenantId)) === null) throw new SkvozError('not_found');
  return tenantId;
}

/**
 * A user whom the caller may see is named as taken; one of another tenant is found out by the invited
 * person alone.
 *
 * @throws SkvozError `email_taken`
 */
async function requireNew(
  { storage }: Pick<ApiDependencies, 'storage'>,
  request: FastifyRequest,
  email: string,
): Promise<void> {
  const known = await storage.users.findByEmail(email);
  const visible = scopeOf(request);
  if (known !== null && (visible === null || known.tenantId === visible)) {
    throw new SkvozError('email_taken', {}, [
      {
        path: 'email',
        code: 'email_taken',
        message: { ru: 'такой адрес уже есть', en: 'there is a user with this e-mail' },
      },
    ]);
  }
}

export const invitations: Route = (api, dependencies) => {
  const { storage, config } = dependencies;

  api.post(
    '/api/v1/invitations',
    {
      config: { access: 'tenant_admin', audit: 'user.invited' },
      schema: {
        tags: ['cabinet'],
        summary:
          'Invites a person; the answer is the only place that shows the link, which serves for 7 days',
        description:
          'An operator names the tenant, or invites another operator without one. An earlier link of the same ' +
          'person ends.',
        body: z.strictObject({
          email: emailSchema,
          role: z.enum(roles),
          tenantId: z.string().min(1).max(200).exactOptional(),
        }),
        response: { 201: invitationSchema.extend({ url: z.url() }) },
      },
    },
    async (request, reply) => {
      const { email, role, tenantId: asked } = request.body;
      const tenantId = await tenantOfInvited(dependencies, request, role, asked);
      await requireNew(dependencies, request, email);
      const { token, createdAt, expiresAt } = createLinkToken();
      const invitation = {
        _id: createIdentifier('inv'),
        tenantId,
        email,
        role,
        hash: hashKey(token),
        createdAt,
        expiresAt,
      };
      await storage.invitations.put(invitation);
      audited(request, { target: email, tenantId, changes: changedFields(null, { role }) });
      // After the # no browser sends it, so that it reaches no log.
      const url = `${config.publicUrl}/invite#${token}`;
      return reply.code(201).send({ ...presentInvitation(invitation), url });
    },
  );

  api.get(
    '/api/v1/invitations',
    {
      config: { access: 'tenant_admin' },
      schema: {
        tags: ['cabinet'],
        summary: 'Invitations that can be accepted still, in order of id, without their links',
        querystring: z.strictObject({ ...pageQuery, tenant: z.string().min(1).max(200).optional() }),
        response: { 200: listSchema(invitationSchema) },
      },
    },
    async (request) => {
      const { limit, cursor, tenant } = request.query;
      const whose = scopeOf(request, tenant);
      const scope = ['invitations', whose ?? ''];
      const after = decodeId(scope, cursor);
      const { documents, nextCursor } = await pageById(
        scope,
        limit,
        (count) => storage.invitations.list(whose, after, count, new Date()),
        ({ _id }) => _id,
      );
      return { items: documents.map(presentInvitation), nextCursor };
    },
  );
};
