import { z } from 'zod';
import { changedFields, changedSecret } from '../../../domain/audit';
import { SkvozError } from '../../../domain/errors';
import { languages } from '../../../domain/roles';
import { hashPassword, isPassword } from '../../../platform/passwords';
import type { UserDocument } from '../../../storage/users';
import { audited } from '../../audit';
import { callerOf, userOf } from '../../caller';
import { FailedSignIns } from '../../failed-sign-ins';
import { nameSchema } from '../../identifiers';
import { passwordSchema, requireGoodPassword } from '../../password-rule';
import type { Route } from '../../route';
import { meSchema, presentMe } from '../../views/me';

const WRONG_PASSWORDS = 10;

export const me: Route = (api, dependencies) => {
  const { storage } = dependencies;
  const wrongPasswords = new FailedSignIns(WRONG_PASSWORDS);

  api.get(
    '/api/v1/me',
    {
      config: { access: 'user' },
      schema: {
        tags: ['cabinet'],
        summary: 'Who calls, and the tenants that are open to the caller',
        response: { 200: meSchema },
      },
    },
    async (request) => presentMe(dependencies, callerOf(request), request.tenant),
  );

  api.patch(
    '/api/v1/me',
    {
      config: { access: 'user', audit: 'user.changed' },
      schema: {
        tags: ['cabinet'],
        summary: 'Changes what people may change of themselves; a new password signs out every other browser',
        security: [{ session: [] }],
        body: z.strictObject({
          name: nameSchema.exactOptional(),
          language: z.enum(languages).exactOptional(),
          password: z.strictObject({ current: passwordSchema, next: passwordSchema }).exactOptional(),
        }),
        response: { 200: meSchema },
      },
    },
    async (request, reply) => {
      const caller = userOf(request);
      const { user, session } = caller;
      const { password, ...fields } = request.body;
      const change: Partial<Pick<UserDocument, 'name' | 'language' | 'passwordHash'>> = { ...fields };
      if (password !== undefined) {
        const waitSeconds = wrongPasswords.waitSeconds(user._id);
        if (waitSeconds > 0) {
          void reply.header('retry-after', waitSeconds);
          throw new SkvozError('too_many_requests');
        }
        wrongPasswords.begin(user._id);
        if (!(await isPassword(user.passwordHash, password.current))) {
          throw new SkvozError('password_wrong', {}, [
            {
              path: 'password.current',
              code: 'password_wrong',
              message: { ru: 'не подходит', en: 'is wrong' },
            },
          ]);
        }
        wrongPasswords.takeBack(user._id);
        requireGoodPassword(password.next, user.email, 'password.next');
        Object.assign(change, { passwordHash: await hashPassword(password.next) });
      }
      const changed = await storage.users.change(user, change);
      if (changed === null) throw new SkvozError('unauthorized');
      if (password !== undefined) {
        await storage.sessions.removeOf(user, session._id);
        await storage.passwordLinks.removeOf(user);
      }
      const shown = ({ name, language }: UserDocument) => ({ name, language });
      const changes = [
        ...changedFields(shown(user), shown(changed)),
        ...(password === undefined ? [] : [changedSecret('password')]),
      ];
      audited(request, { target: user.email, changes, nothingDone: changes.length === 0 });
      return presentMe(dependencies, { ...caller, user: changed }, request.tenant);
    },
  );
};
