import { z } from 'zod';
import { changedFields } from '../../../../domain/audit';
import { SkvozError } from '../../../../domain/errors';
import type { UserDocument } from '../../../../storage/users';
import { scopeOf } from '../../../access';
import { audited } from '../../../audit';
import { userParams } from '../../../identifiers';
import { invalidField } from '../../../invalid-request';
import { requireAnother } from '../../../own-account';
import type { Route } from '../../../route';
import { presentUser, userSchema } from '../../../views/user';

function shown({ role, disabledAt }: UserDocument): object {
  return { role, disabled: disabledAt !== null };
}

export const user: Route = (api, { storage }) => {
  api.patch(
    '/api/v1/users/:user',
    {
      config: { access: 'tenant_admin', audit: 'user.changed' },
      schema: {
        tags: ['cabinet'],
        summary: 'Changes the role of a person, or takes the access away and gives it back',
        params: userParams,
        body: z.strictObject({
          role: z.enum(['admin', 'analyst']).exactOptional(),
          disabled: z.boolean().exactOptional(),
        }),
        response: { 200: userSchema },
      },
    },
    async (request) => {
      const { role, disabled } = request.body;
      const found = await storage.users.get(scopeOf(request), request.params.user);
      if (found === null) throw new SkvozError('not_found');
      requireAnother(request, found._id);
      if (role !== undefined && found.tenantId === null) {
        throw invalidField('role', 'unchangeable', {
          ru: 'оператор не относится ни к одному кабинету и остаётся оператором',
          en: 'an operator belongs to no tenant and stays an operator',
        });
      }
      const since = found.disabledAt ?? new Date();
      const changed = await storage.users.change(found, {
        ...(role === undefined ? {} : { role }),
        ...(disabled === undefined ? {} : { disabledAt: disabled ? since : null }),
      });
      if (changed === null) throw new SkvozError('not_found');
      if (changed.disabledAt !== null) {
        await storage.sessions.removeOf(changed);
        await storage.passwordLinks.removeOf(changed);
      }
      const changes = changedFields(shown(found), shown(changed));
      audited(request, {
        target: found.email,
        tenantId: found.tenantId,
        changes,
        nothingDone: changes.length === 0,
      });
      return presentUser(changed);
    },
  );

  api.delete(
    '/api/v1/users/:user',
    {
      config: { access: 'tenant_admin', audit: 'user.removed' },
      schema: {
        tags: ['cabinet'],
        summary: 'Removes a person and signs them out everywhere',
        params: userParams,
      },
    },
    async (request, reply) => {
      requireAnother(request, request.params.user);
      const removed = await storage.users.remove(scopeOf(request), request.params.user);
      if (removed === null) throw new SkvozError('not_found');
      await storage.sessions.removeOf(removed);
      await storage.passwordLinks.removeOf(removed);
      audited(request, { target: removed.email, tenantId: removed.tenantId });
      return reply.code(204).send();
    },
  );
};
