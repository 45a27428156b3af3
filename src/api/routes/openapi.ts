import type { Route } from '../route';

export const openapi: Route = (api) => {
  api.get(
    '/openapi.json',
    { config: { access: 'public' }, schema: { hide: true } },
    async (_request, reply) =>
      reply.type('application/json; charset=utf-8').send(JSON.stringify(api.swagger())),
  );
};
