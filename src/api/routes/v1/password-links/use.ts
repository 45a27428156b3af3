import { z } from 'zod';
import { changedSecret } from '../../../../domain/audit';
import { SkvozError } from '../../../../domain/errors';
import { hashPassword } from '../../../../platform/passwords';
import { audited } from '../../../audit';
import { callerOf } from '../../../caller';
import { linkToken } from '../../../link-token';
import { openPasswordLink } from '../../../password-link';
import { passwordSchema, requireGoodPassword } from '../../../password-rule';
import type { Route } from '../../../route';
import { refuseForeignPage } from '../../../same-origin';
import { signIn } from '../../../session';
import { meSchema, presentMe } from '../../../views/me';

export const usePasswordLink: Route = (api, dependencies) => {
  const { storage, config } = dependencies;
  api.post(
    '/api/v1/password-links/use',
    {
      config: { access: 'public', audit: 'user.password_reset' },
      schema: {
        tags: ['cabinet'],
        summary: 'Gives a person the password they chose, signs them out everywhere and in here',
        security: [],
        body: z.strictObject({ token: linkToken, password: passwordSchema }),
        response: { 200: meSchema },
      },
    },
    async (request, reply) => {
      refuseForeignPage(request, config.publicUrl);
      const { token, password } = request.body;
      const { link, user, tenant } = await openPasswordLink(dependencies, token);
      requireGoodPassword(password, user.email, 'password');
      const passwordHash = await hashPassword(password);
      // Taken before the password is changed: of two who use the link at once the second changes nothing.
      if (!(await storage.passwordLinks.take(link))) throw new SkvozError('password_link_invalid');
      const changed = await storage.users.change(user, { passwordHash });
      if (changed === null) throw new SkvozError('password_link_invalid');
      await storage.sessions.removeOf(user);
      await signIn(dependencies, request, reply, changed);
      audited(request, { target: user.email, tenantId: user.tenantId, changes: [changedSecret('password')] });
      return presentMe(dependencies, callerOf(request), tenant);
    },
  );
};
