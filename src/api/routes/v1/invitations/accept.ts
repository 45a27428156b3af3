import { z } from 'zod';
import { changedFields } from '../../../../domain/audit';
import { createIdentifier } from '../../../../platform/hash';
import { hashPassword } from '../../../../platform/passwords';
import { audited } from '../../../audit';
import { callerOf } from '../../../caller';
import { nameSchema } from '../../../identifiers';
import { openInvitation } from '../../../invitation-link';
import { linkToken } from '../../../link-token';
import { passwordSchema, requireGoodPassword } from '../../../password-rule';
import { preferredLanguage } from '../../../problem';
import type { Route } from '../../../route';
import { refuseForeignPage } from '../../../same-origin';
import { signIn } from '../../../session';
import { meSchema, presentMe } from '../../../views/me';

export const acceptInvitation: Route = (api, dependencies) => {
  const { storage, config } = dependencies;
  api.post(
    '/api/v1/invitations/accept',
    {
      config: { access: 'public', audit: 'user.joined' },
      schema: {
        tags: ['cabinet'],
        summary: 'Makes the invited person a user, with a password of their own, and signs them in',
        security: [],
        body: z.strictObject({ token: linkToken, name: nameSchema, password: passwordSchema }),
        response: { 200: meSchema },
      },
    },
    async (request, reply) => {
      refuseForeignPage(request, config.publicUrl);
      const { token, name, password } = request.body;
      const { invitation, tenant } = await openInvitation(dependencies, token);
      const { email, role, tenantId } = invitation;
      requireGoodPassword(password, email, 'password');
      const user = {
        _id: createIdentifier('user'),
        tenantId,
        email,
        name,
        role,
        language: preferredLanguage(request.headers['accept-language']),
        passwordHash: await hashPassword(password),
        createdAt: new Date(),
        lastSeenAt: null,
        disabledAt: null,
      };
      // The user first: of two who accept at once the second finds the e-mail taken.
      await storage.users.create(user);
      await storage.invitations.remove(tenantId, invitation._id);
      await signIn(dependencies, request, reply, user);
      audited(request, { target: email, tenantId, changes: changedFields(null, { role }) });
      return presentMe(dependencies, callerOf(request), tenant);
    },
  );
};
