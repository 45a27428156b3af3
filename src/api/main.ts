import type { FastifyInstance } from 'fastify';
import { loadConfig } from '../platform/config';
import { ConfigurationError } from '../platform/configuration-error';
import { Keyring } from '../platform/encryption';
import { createLogger } from '../platform/log';
import { createMetrics } from '../platform/metrics';
import { connectMongo, MongoUnavailableError } from '../platform/mongodb';
import { onShutdown } from '../platform/shutdown';
import { taskQueues } from '../platform/temporal';
import { requireSchema, SchemaOutdatedError } from '../storage/schema';
import { openStorage } from '../storage/storage';
import { buildServer } from './server';
import { createTemporalConnection } from './temporal-connection';
import { createTemporalGateway } from './temporal-gateway';

/** A request should hear soon that the database is away, rather than wait for it. */
const DATABASE_PATIENCE_MS = 2_000;
const SHUTDOWN_LIMIT_MS = 10_000;
const REQUESTS_LIMIT_MS = 3_000;

/** The API process. */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const log = createLogger({ ...config.log, name: 'api' });
  const mongo = await connectMongo(config, {
    appName: 'skvoz-api',
    serverSelectionTimeoutMS: DATABASE_PATIENCE_MS,
  });
  await requireSchema(mongo.db);
  const temporal = createTemporalConnection(config);
  const api = await buildServer({
    config,
    storage: openStorage(mongo.db),
    keyring: new Keyring(config.encryptionKeys.reveal()),
    temporal: createTemporalGateway(temporal.connect, taskQueues(config)),
    metrics: createMetrics(),
    log,
    pingDatabase: async () => {
      await mongo.db.command({ ping: 1 });
    },
  });
  onShutdown(
    [
      { name: 'HTTP', stop: () => stopServer(api) },
      { name: 'Temporal', stop: () => temporal.close() },
      { name: 'MongoDB', stop: () => mongo.close() },
    ],
    { log, limitMs: SHUTDOWN_LIMIT_MS },
  );
  await api.listen({ ...config.http });
}

/** Ends what is under way, but not an export that would last longer than the process may. */
async function stopServer(api: FastifyInstance): Promise<void> {
  const limit = setTimeout(() => api.server.closeAllConnections(), REQUESTS_LIMIT_MS);
  try {
    await api.close();
  } finally {
    clearTimeout(limit);
  }
}

/** What a person can put right is said in its own words, without a stack. */
function explain(error: unknown): string {
  const forPeople =
    error instanceof ConfigurationError ||
    error instanceof MongoUnavailableError ||
    error instanceof SchemaOutdatedError;
  if (forPeople) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});
