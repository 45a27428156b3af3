import { z } from 'zod';
import { linkToken } from '../../../link-token';
import { openPasswordLink } from '../../../password-link';
import type { Route } from '../../../route';

export const lookUpPasswordLink: Route = (api, dependencies) => {
  api.post(
    '/api/v1/password-links/lookup',
    {
      config: { access: 'public', audit: { none: 'It only looks; POST keeps the token out of addresses.' } },
      schema: {
        tags: ['cabinet'],
        summary: 'Whose password a link changes',
        security: [],
        body: z.strictObject({ token: linkToken }),
        response: { 200: z.object({ email: z.string() }) },
      },
    },
    async ({ body }) => {
      const { user } = await openPasswordLink(dependencies, body.token);
      return { email: user.email };
    },
  );
};
