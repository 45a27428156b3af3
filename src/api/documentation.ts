import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import type { Config } from '../platform/config';
import { problemSchema } from './problem';
import type { Api } from './route';
import { SESSION_COOKIE } from './session';

const DESCRIPTION = `Leads and deals of clinics and salons, joined with the advertising that brought them.

Send \`Authorization: Bearer <key>\`: the operator's key, or a key of the tenant that the address names.
People sign in with \`POST /api/v1/login\`, which sets a cookie; with it, whatever is not a GET must come
from a page of the same origin, as the browser's \`Sec-Fetch-Site\` or \`Origin\` tells. An analyst may only
GET.
Times are RFC 3339 in UTC, money is a decimal string in roubles, phones are E.164. Errors are
\`application/problem+json\` with a stable \`code\`; \`title\` and \`detail\` are Russian, or English for
\`Accept-Language: en\`; \`message\` and \`action\` are in both. \`GET /metrics\` answers this machine itself
without a key, and everybody else with the operator's.`;

/** OpenAPI at /openapi.json and a page of it at /docs, made from the schemas of the routes. */
export async function describeApi(api: Api, { publicUrl }: Pick<Config, 'publicUrl'>): Promise<void> {
  api.addHook('onRoute', (route) => {
    if (/^\/docs(\/|$)/.test(route.url)) {
      route.config = { ...route.config, access: 'public' };
      return;
    }
    if (route.schema !== undefined && route.schema.hide !== true) {
      route.schema.response = {
        ...(typeof route.schema.response === 'object' ? route.schema.response : {}),
        '4xx': problemSchema,
        '5xx': problemSchema,
      };
    }
  });
  await api.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Skvoz', version: '1', description: DESCRIPTION },
      servers: [{ url: publicUrl }],
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
        },
      },
      security: [{ key: [] }, { session: [] }],
    },
    transform: jsonSchemaTransform,
  });
  await api.register(swaggerUi, { routePrefix: '/docs' });
}
