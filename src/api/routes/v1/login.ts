import { normalizeIP } from '@fastify/rate-limit';
import { z } from 'zod';
import { SkvozError } from '../../../domain/errors';
import { isPassword } from '../../../platform/passwords';
import { callerOf } from '../../caller';
import { FailedSignInAudit } from '../../failed-sign-in-audit';
import { FailedSignIns } from '../../failed-sign-ins';
import { emailSchema } from '../../identifiers';
import { passwordSchema } from '../../password-rule';
import type { Route } from '../../route';
import { refuseForeignPage } from '../../same-origin';
import { signIn } from '../../session';
import { meSchema, presentMe } from '../../views/me';

/** One e-mail is one person; behind one address a whole clinic may sit. */
const FAILURES_OF_AN_EMAIL = 10;
const FAILURES_OF_AN_ADDRESS = 50;
/** What one customer of a provider gets is one address here. */
const IPV6_NETWORK_BITS = 64;

export const login: Route = (api, dependencies) => {
  const { storage, config } = dependencies;
  const byEmail = new FailedSignIns(FAILURES_OF_AN_EMAIL);
  const byAddress = new FailedSignIns(FAILURES_OF_AN_ADDRESS);
  const failures = new FailedSignInAudit(dependencies);
  api.addHook('onClose', () => failures.settled());

  api.post(
    '/api/v1/login',
    {
      config: { access: 'public', audit: 'user.signed_in' },
      onResponse: (request, reply) => failures.answered(request, reply),
      schema: {
        tags: ['cabinet'],
        summary: 'Signs a person in and sets the cookie of the session',
        description:
          'Wrong passwords are limited by e-mail and by address; the answer is then 429 with Retry-After.',
        security: [],
        body: z.strictObject({ email: emailSchema, password: passwordSchema }),
        response: { 200: meSchema },
      },
    },
    async (request, reply) => {
      refuseForeignPage(request, config.publicUrl);
      const { email, password } = request.body;
      const address = normalizeIP(request.ip, IPV6_NETWORK_BITS);
      const waitSeconds = Math.max(byEmail.waitSeconds(email), byAddress.waitSeconds(address));
      if (waitSeconds > 0) {
        void reply.header('retry-after', waitSeconds);
        throw new SkvozError('too_many_requests');
      }
      byEmail.begin(email);
      byAddress.begin(address);
      const user = await storage.users.findByEmail(email);
      const matches = await isPassword(user?.passwordHash ?? null, password);
      if (user !== null) failures.triedAs(request, user);
      if (user === null || !matches || user.disabledAt !== null) throw new SkvozError('login_rejected');
      const tenant = user.tenantId === null ? null : await storage.tenants.get(user.tenantId);
      // Of a tenant that is being deleted.
      if (user.tenantId !== null && tenant === null) throw new SkvozError('login_rejected');
      byEmail.takeBack(email);
      byAddress.takeBack(address);
      await signIn(dependencies, request, reply, user);
      return presentMe(dependencies, callerOf(request), tenant);
    },
  );
};
