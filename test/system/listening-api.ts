import type { FastifyInstance } from 'fastify';
import { buildServer } from '../../src/api/server';
import { createTemporalGateway } from '../../src/api/temporal-gateway';
import { loadConfig } from '../../src/platform/config';
import { validEnvironment } from '../platform/environment';
import type { TestSystem } from './system';

/** The API of a test system, on a port of its own. */
export interface ListeningApi {
  readonly origin: string;
  /** Calls it as the operator and gives the answer, whatever its status. */
  ask(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly body: unknown }>;
  /** Calls it as the operator and gives the body. Throws with the answer unless it is a 2xx. */
  call(method: string, path: string, body?: unknown): Promise<unknown>;
  close(): Promise<void>;
}

export async function listenApi(system: TestSystem): Promise<ListeningApi> {
  const config = loadConfig(validEnvironment());
  const { storage, keyring, metrics, log, taskQueues } = system.dependencies;
  const publicUrl = { current: '' };
  const server: FastifyInstance = await buildServer({
    config: {
      operatorKey: config.operatorKey,
      lateAfterHours: config.lateAfterHours,
      quietAfterDays: config.quietAfterDays,
      retention: config.retention,
      http: config.http,
      sessions: config.sessions,
      get publicUrl() {
        return publicUrl.current;
      },
    },
    storage,
    keyring,
    temporal: createTemporalGateway(async () => system.temporal, taskQueues),
    metrics,
    log,
    pingDatabase: async () => {
      await system.db.command({ ping: 1 });
    },
  });
  const origin = await server.listen({ host: '127.0.0.1', port: 0 });
  publicUrl.current = origin;
  const operatorKey = config.operatorKey.reveal();
  const ask: ListeningApi['ask'] = async (method, path, body) => {
    const response = await fetch(`${origin}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${operatorKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };
  return {
    origin,
    ask,
    call: async (method, path, body) => {
      const answer = await ask(method, path, body);
      if (answer.status >= 200 && answer.status < 300) return answer.body;
      throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    },
    close: () => server.close(),
  };
}
