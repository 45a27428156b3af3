import { userOf } from '../../caller';
import type { Route } from '../../route';
import { signOut } from '../../session';

export const logout: Route = (api, dependencies) => {
  api.post(
    '/api/v1/logout',
    {
      config: { access: 'user', audit: 'user.signed_out' },
      schema: {
        tags: ['cabinet'],
        summary: 'Signs a person out of this browser',
        security: [{ session: [] }],
      },
    },
    async (request, reply) => {
      await signOut(dependencies, reply, userOf(request));
      return reply.code(204).send();
    },
  );
};
