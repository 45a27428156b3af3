import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import {
  MongoNetworkError,
  MongoNotConnectedError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
} from 'mongodb';
import { errorCatalogue, SkvozError } from '../domain/errors';
import type { ProbedEntity } from '../domain/workflow-contract';
import { type Problem, preferredLanguage, problemOf } from './problem';
import type { Api } from './route';

const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';
const RETRY_AFTER_SECONDS = 60;

/** A refusal that also says what became of each entity when the credentials were tried. */
export class ProbeError extends SkvozError {
  constructor(
    error: { readonly code: SkvozError['code']; readonly parameters: SkvozError['parameters'] },
    readonly entities: readonly ProbedEntity[],
  ) {
    super(error.code, error.parameters);
  }
}

/** Makes every failure, an unknown address included, an `application/problem+json`. */
export function answerErrors(api: Api): void {
  api.setErrorHandler((error, request, reply) => {
    const known = knownError(error);
    const problem = problemFor(known, request);
    if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, 'request failed');
    return sendProblem(reply, problem);
  });
  api.setNotFoundHandler((request, reply) =>
    sendProblem(reply, problemFor(new SkvozError('not_found'), request)),
  );
}

function problemFor(error: SkvozError, request: FastifyRequest): Problem {
  const problem = problemOf(error.code, error.parameters, error.fields, {
    language: preferredLanguage(request.headers['accept-language']),
    requestId: request.id,
  });
  return error instanceof ProbeError ? { ...problem, entities: [...error.entities] } : problem;
}

function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  // Of a file that was not sent after all.
  void reply.removeHeader('content-disposition').removeHeader('x-total-count');
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
  if (problem.status === 503 && !reply.hasHeader('retry-after')) {
    void reply.header('retry-after', RETRY_AFTER_SECONDS);
  }
  return reply
    .code(problem.status)
    .type(PROBLEM_TYPE)
    .header('vary', 'Accept-Language')
    .serializer(JSON.stringify)
    .send(problem);
}

/** The catalogue's error for whatever was thrown. */
function knownError(error: unknown): SkvozError {
  if (error instanceof SkvozError) return error;
  if (isDatabaseAway(error)) return new SkvozError('database_unavailable');
  return isFastifyError(error) ? requestError(error) : new SkvozError('internal_error');
}

function isDatabaseAway(error: unknown): boolean {
  return (
    error instanceof MongoServerSelectionError ||
    error instanceof MongoNetworkError ||
    error instanceof MongoNotConnectedError ||
    error instanceof MongoTopologyClosedError ||
    (error instanceof MongoServerError && error.hasErrorLabel('RetryableWriteError'))
  );
}

function isFastifyError(error: unknown): error is FastifyError & { readonly statusCode: number } {
  return (
    error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' && 'code' in error
  );
}

/** Errors of the HTTP layer: https://fastify.dev/docs/latest/Reference/Errors */
function requestError({ statusCode, message }: FastifyError & { readonly statusCode: number }): SkvozError {
  switch (statusCode) {
    case errorCatalogue.payload_too_large.status:
      return new SkvozError('payload_too_large');
    case errorCatalogue.unsupported_media_type.status:
      return new SkvozError('unsupported_media_type');
    case errorCatalogue.too_many_requests.status:
      return new SkvozError('too_many_requests');
    case errorCatalogue.not_found.status:
      return new SkvozError('not_found');
    default:
      return statusCode < 500
        ? new SkvozError('invalid_request', {}, [
            {
              path: '',
              code: 'malformed',
              message: { ru: 'тело запроса не читается как JSON', en: message },
            },
          ])
        : new SkvozError('internal_error');
  }
}
