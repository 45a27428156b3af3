import { z } from 'zod';
import { roles } from '../../../../domain/roles';
import { openInvitation } from '../../../invitation-link';
import { linkToken } from '../../../link-token';
import type { Route } from '../../../route';

export const lookUpInvitation: Route = (api, dependencies) => {
  api.post(
    '/api/v1/invitations/lookup',
    {
      config: { access: 'public', audit: { none: 'It only looks; POST keeps the token out of addresses.' } },
      schema: {
        tags: ['cabinet'],
        summary: 'What an invitation is to',
        security: [],
        body: z.strictObject({ token: linkToken }),
        response: {
          200: z.object({
            email: z.string(),
            role: z.enum(roles),
            /** Null of an operator to be. */
            tenantName: z.string().nullable(),
          }),
        },
      },
    },
    async ({ body }) => {
      const { invitation, tenant } = await openInvitation(dependencies, body.token);
      return { email: invitation.email, role: invitation.role, tenantName: tenant?.name ?? null };
    },
  );
};
