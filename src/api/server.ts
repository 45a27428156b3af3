import { createServer } from 'node:http';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import proxyAddress from '@fastify/proxy-addr';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type RouteOptions } from 'fastify';
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { SkvozError } from '../domain/errors';
import { createIdentifier } from '../platform/hash';
import { guard } from './access';
import { keepAudit } from './audit';
import { CABINET_FOLDER, serveCabinet } from './cabinet';
import { compressAnswers } from './compression';
import type { ApiDependencies } from './dependencies';
import { describeApi } from './documentation';
import { answerErrors } from './errors';
import { answerDelivery, isDelivery } from './hooks/handler';
import { Intake } from './hooks/intake';
import { invalidRequest } from './invalid-request';
import type { Api } from './route';
import { routes } from './routes';

const BODY_LIMIT_BYTES = 256 * 1024;
const REQUEST_LIMIT_MS = 60_000;

/**
 * The API, ready to listen or to be called in a test.
 *
 * @param onRoute is told of every route there is.
 */
export async function buildServer(
  dependencies: ApiDependencies,
  onRoute: (route: RouteOptions) => void = () => undefined,
): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = dependencies.log;
  const intake = new Intake(dependencies);
  const trustProxy = [...dependencies.config.http.trustedProxies];
  const trusts = proxyAddress.compile(trustProxy);
  const api = Fastify({
    serverFactory: (answerRequest) =>
      createServer({ requestTimeout: REQUEST_LIMIT_MS }, (request, response) => {
        if (!isDelivery(request)) {
          answerRequest(request, response);
          return;
        }
        answerDelivery(intake, trusts, request, response).catch((error: unknown) => {
          dependencies.log.error({ err: error }, 'a delivery met an unexpected error');
          response.destroy();
        });
      }),
    loggerInstance,
    genReqId: () => createIdentifier('req'),
    requestIdHeader: false,
    trustProxy,
    bodyLimit: BODY_LIMIT_BYTES,
    // Of receiving a request; answers such as exports may take longer.
    requestTimeout: REQUEST_LIMIT_MS,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
  }).withTypeProvider<ZodTypeProvider>();

  api.setValidatorCompiler<z.core.$ZodType>(({ schema }) => (data) => {
    const parsed = z.safeParse(schema, data, { reportInput: true });
    return parsed.success ? { value: parsed.data } : { error: invalidRequest(parsed.error.issues) };
  });
  api.setSerializerCompiler(serializerCompiler);
  acceptEmptyJson(api);
  answerErrors(api);
  api.addHook('onRoute', onRoute);
  await describeApi(api, dependencies.config);
  await api.register(cookie);
  guard(api, dependencies);
  keepAudit(api, dependencies);
  await compressAnswers(api);
  // Plain HTTP serves too, as it does locally and behind a proxy of one's own.
  await api.register(helmet, { contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } });
  await api.register(rateLimit, {
    global: false,
    errorResponseBuilder: () => new SkvozError('too_many_requests'),
  });

  api.addHook('onSend', async (request, reply) => {
    void reply.header('x-request-id', request.id);
  });
  api.addHook('onResponse', async (request, reply) => {
    dependencies.metrics.observeHttpRequest({
      route: request.routeOptions.url ?? 'unknown',
      method: request.method,
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1_000,
    });
  });

  for (const route of routes) route(api, { ...dependencies, intake });
  await serveCabinet(api, dependencies.cabinetFolder ?? CABINET_FOLDER);
  await api.ready();
  return api;
}

/** Many clients name JSON as the type of requests that have no body, such as `POST …/sync`. */
function acceptEmptyJson(api: Api): void {
  const parse = api.getDefaultJsonParser('error', 'error');
  api.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else return parse(request, body, done);
  });
}
