import { randomBytes } from 'node:crypto';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { FastifyInstance, LightMyRequestResponse, RouteOptions } from 'fastify';
import type { Db } from 'mongodb';
import { z } from 'zod';
import type { ApiDependencies } from '../../src/api/dependencies';
import { buildServer } from '../../src/api/server';
import { SESSION_COOKIE } from '../../src/api/session';
import { createTemporalConnection } from '../../src/api/temporal-connection';
import { createTemporalGateway } from '../../src/api/temporal-gateway';
import type { Component } from '../../src/domain/names';
import type { Role } from '../../src/domain/roles';
import { type Config, loadConfig } from '../../src/platform/config';
import { Keyring } from '../../src/platform/encryption';
import { createApiKey, createIdentifier, hashKey } from '../../src/platform/hash';
import { createLogger, type Logger } from '../../src/platform/log';
import { createMetrics } from '../../src/platform/metrics';
import { connectMongo } from '../../src/platform/mongodb';
import { hashPassword } from '../../src/platform/passwords';
import { taskQueues } from '../../src/platform/temporal';
import { migrate } from '../../src/storage/schema';
import { openStorage, type Storage } from '../../src/storage/storage';
import { testServer, validEnvironment } from '../platform/environment';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A tenant with a key of its own. */
export interface TestTenant {
  readonly id: string;
  readonly key: string;
  /** Address of something of this tenant. */
  path(rest: string): string;
}

/** A person with a browser that is signed in. */
export interface TestUser {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  /** The token in the cookie of the session. */
  readonly session: string;
}

/** What every user of the tests signs in with. */
const PASSWORD = 'correct horse battery';

/** The API on a database and task queues of its own, for one test file. */
export interface TestApi {
  readonly server: FastifyInstance;
  readonly storage: Storage;
  readonly db: Db;
  readonly keyring: Keyring;
  readonly config: Config;
  temporal(): Promise<Client>;
  readonly operatorKey: string;
  /** Every route there is, as it was declared. */
  readonly routes: readonly RouteOptions[];
  tenant(components?: readonly Component[]): Promise<TestTenant>;
  /** A user of a tenant; an operator belongs to none. */
  user(role: Role, tenantId?: string): Promise<TestUser>;
  /** As a program with a key, as a person on a page of the cabinet, or as nobody. */
  call(
    method: Method,
    url: string,
    caller: string | TestUser | null,
    body?: unknown,
  ): Promise<LightMyRequestResponse>;
  close(): Promise<void>;
}

export interface TestApiOptions {
  /** Variables over those of a test. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly log?: Logger;
  /** Where Temporal is; the test server where it is not given. */
  readonly temporalAddress?: string;
  /** `host:port` through which MongoDB is reached, so that a test can cut it. */
  readonly mongodbThrough?: string;
  /** Where the built cabinet lies, unless it is where the build puts it. */
  readonly cabinetFolder?: string;
}

export async function startApi(options: TestApiOptions = {}): Promise<TestApi> {
  const name = `test-${createIdentifier()}`;
  const uri = new URL(testServer('SKVOZ_TEST_MONGODB_URI'));
  uri.pathname = `/${name}`;
  if (options.mongodbThrough !== undefined) {
    uri.host = options.mongodbThrough;
    uri.search = '?directConnection=true';
  }
  const config = loadConfig(
    validEnvironment({
      MONGODB_URI: uri.toString(),
      TEMPORAL_ADDRESS: options.temporalAddress ?? testServer('SKVOZ_TEST_TEMPORAL_ADDRESS'),
      SKVOZ_TASK_QUEUE_PREFIX: `${name}-`,
      ...options.environment,
    }),
  );
  const mongo = await connectMongo(config, { appName: name, serverSelectionTimeoutMS: 2_000 });
  await migrate(mongo.db);
  const storage = openStorage(mongo.db);
  const keyring = new Keyring([{ id: 'k1', key: randomBytes(32) }]);
  const temporal = createTemporalConnection(config);
  const routes: RouteOptions[] = [];
  const dependencies: ApiDependencies = {
    config,
    storage,
    keyring,
    temporal: createTemporalGateway(temporal.connect, taskQueues(config)),
    metrics: createMetrics(),
    ...(options.cabinetFolder === undefined ? {} : { cabinetFolder: options.cabinetFolder }),
    log: options.log ?? createLogger({ level: 'silent', pretty: false, name: 'test' }),
    pingDatabase: async () => {
      await mongo.db.command({ ping: 1 });
    },
  };
  const passwordHash = hashPassword(PASSWORD);
  const server = await buildServer(dependencies, (route) => routes.push(route));
  return {
    server,
    routes,
    storage,
    db: mongo.db,
    keyring,
    config,
    temporal: temporal.connect,
    operatorKey: config.operatorKey.reveal(),
    tenant: async (components = ['offline_leads_upload', 'end_to_end_analytics']) => {
      const id = createIdentifier('t');
      const key = createApiKey();
      const createdAt = new Date();
      await storage.tenants.create({
        _id: id,
        name: 'Клиника',
        timezone: 'Europe/Moscow',
        components,
        createdAt,
        deletedAt: null,
      });
      await storage.keys.create({
        _id: createIdentifier(),
        tenantId: id,
        name: 'k',
        hash: hashKey(key),
        createdAt,
      });
      return { id, key, path: (rest) => `/api/v1/tenants/${id}${rest}` };
    },
    user: async (role, tenantId) => {
      const session = createApiKey();
      const now = new Date();
      const user = {
        _id: createIdentifier('user'),
        tenantId: tenantId ?? null,
        email: `${createIdentifier()}@skvoz.example`,
        name: 'Анна',
        role,
        language: 'ru',
        passwordHash: await passwordHash,
        createdAt: now,
        lastSeenAt: null,
        disabledAt: null,
      } as const;
      await storage.users.create(user);
      await storage.sessions.create({
        _id: hashKey(session),
        userId: user._id,
        tenantId: user.tenantId,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + 3_600_000),
      });
      return { id: user._id, email: user.email, password: PASSWORD, session };
    },
    call: (method, url, caller, body) =>
      server.inject({
        method,
        url,
        headers: headersOf(caller),
        ...(body === undefined ? {} : { payload: Object(body) }),
      }),
    close: async () => {
      await server.close();
      if (options.temporalAddress === undefined) await endWorkflows(mongo.db, temporal.connect);
      await temporal.close();
      await mongo.db.dropDatabase();
      await mongo.close();
    },
  };
}

function headersOf(caller: string | TestUser | null): Record<string, string> {
  if (caller === null) return {};
  if (typeof caller === 'string') return { authorization: `Bearer ${caller}` };
  return { cookie: `${SESSION_COOKIE}=${caller.session}`, 'sec-fetch-site': 'same-origin' };
}

/** Ends what was started for the runs of this database: no worker is here to do it. */
async function endWorkflows(db: Db, connect: () => Promise<Client>): Promise<void> {
  const pulls = z.array(z.string()).parse(await db.collection('runs').distinct('workflowId'));
  const integrations = z.array(z.string()).parse(await db.collection('integrations').distinct('_id'));
  const ids = [...pulls, ...integrations.map((id) => `integration/${id}`)];
  const client = await connect();
  for (const id of ids) {
    await client.workflow
      .getHandle(id)
      .terminate()
      .catch((error: unknown) => {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      });
  }
}

/** Settings of a clinic that pass, with the given ones over them. */
export function medodsSettings(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    uid: 'https://clinic-1.medods.ru/',
    identity: '11111111-2222-4333-8444-555555555555',
    secretKey: 'invented-secret-0001',
    deals: { enabled: true },
    ...over,
  };
}
