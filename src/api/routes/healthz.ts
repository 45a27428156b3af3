import { z } from 'zod';
import type { Route } from '../route';

export const healthz: Route = (api) => {
  api.get(
    '/healthz',
    {
      config: { access: 'public' },
      logLevel: 'warn',
      schema: {
        tags: ['process'],
        summary: 'The process runs',
        security: [],
        response: { 200: z.object({ ok: z.literal(true) }) },
      },
    },
    async () => ({ ok: true as const }),
  );
};
