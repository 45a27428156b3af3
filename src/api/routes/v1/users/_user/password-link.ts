import { z } from 'zod';
import { SkvozError } from '../../../../../domain/errors';
import { hashKey } from '../../../../../platform/hash';
import { scopeOf } from '../../../../access';
import { audited } from '../../../../audit';
import { userParams } from '../../../../identifiers';
import { createLinkToken } from '../../../../link-token';
import { requireAnother } from '../../../../own-account';
import type { Route } from '../../../../route';

export const passwordLink: Route = (api, { storage, config }) => {
  api.post(
    '/api/v1/users/:user/password-link',
    {
      config: { access: 'tenant_admin', audit: 'user.password_link_made' },
      schema: {
        tags: ['cabinet'],
        summary:
          'Makes a link by which a person chooses a new password; shown here alone, it serves once and for 7 days',
        description:
          'The password of now serves until then. An earlier link of the same person ends. Who is signed in ' +
          'changes their own password with PATCH /api/v1/me.',
        params: userParams,
        response: {
          201: z.object({ email: z.string(), expiresAt: z.iso.datetime(), url: z.url() }),
        },
      },
    },
    async (request, reply) => {
      const user = await storage.users.get(scopeOf(request), request.params.user);
      if (user === null) throw new SkvozError('not_found');
      requireAnother(request, user._id);
      if (user.disabledAt !== null) throw new SkvozError('user_disabled');
      const { token, createdAt, expiresAt } = createLinkToken();
      const { _id: userId, tenantId, email } = user;
      await storage.passwordLinks.put({ _id: hashKey(token), userId, tenantId, createdAt, expiresAt });
      audited(request, { target: email, tenantId });
      // After the # no browser sends it, so that it reaches no log.
      const url = `${config.publicUrl}/new-password#${token}`;
      return reply.code(201).send({ email, expiresAt: expiresAt.toISOString(), url });
    },
  );
};
