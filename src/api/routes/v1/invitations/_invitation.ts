import { SkvozError } from '../../../../domain/errors';
import { scopeOf } from '../../../access';
import { audited } from '../../../audit';
import { invitationParams } from '../../../identifiers';
import type { Route } from '../../../route';

export const invitation: Route = (api, { storage }) => {
  api.delete(
    '/api/v1/invitations/:invitation',
    {
      config: { access: 'tenant_admin', audit: 'user.invitation_withdrawn' },
      schema: {
        tags: ['cabinet'],
        summary: 'Withdraws an invitation: its link stops working',
        params: invitationParams,
      },
    },
    async (request, reply) => {
      const removed = await storage.invitations.remove(scopeOf(request), request.params.invitation);
      if (removed === null) throw new SkvozError('not_found');
      audited(request, { target: removed.email, tenantId: removed.tenantId });
      return reply.code(204).send();
    },
  );
};
