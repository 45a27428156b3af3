import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { buildServer } from '../../src/api/server';
import { createTemporalConnection } from '../../src/api/temporal-connection';
import { createTemporalGateway } from '../../src/api/temporal-gateway';
import { loadConfig } from '../../src/platform/config';
import { Keyring } from '../../src/platform/encryption';
import { createLogger } from '../../src/platform/log';
import { createMetrics } from '../../src/platform/metrics';
import { taskQueues } from '../../src/platform/temporal';
import { openStorage } from '../../src/storage/storage';
import { run } from '../processes/run';
import { ensureKeys } from '../stack/keys';

const FOLDER = join(__dirname, '..', '..');
const GENERATOR_LIMIT_MILLISECONDS = 60_000;

/** Where the cabinet has the types of the API. */
export const API_TYPES = join(FOLDER, 'web', 'src', 'api', 'schema.d.ts');

/** The OpenAPI document of this tree. The API it is made from is connected to nothing and answers nobody. */
async function openApiDocument(scratch: string): Promise<string> {
  const { operatorKey, encryptionKeys } = ensureKeys({}, scratch);
  const config = loadConfig({ SKVOZ_OPERATOR_KEY: operatorKey, SKVOZ_ENCRYPTION_KEYS: encryptionKeys });
  const mongo = new MongoClient(config.mongodb.uri.reveal());
  const temporal = createTemporalConnection(config);
  const api = await buildServer({
    config,
    storage: openStorage(mongo.db()),
    keyring: new Keyring(config.encryptionKeys.reveal()),
    temporal: createTemporalGateway(temporal.connect, taskQueues(config)),
    metrics: createMetrics(),
    log: createLogger({ level: 'silent', pretty: false, name: 'api-types' }),
    pingDatabase: async () => undefined,
  });
  const answer = await api.inject({ url: '/openapi.json' });
  await api.close();
  await mongo.close();
  return answer.body;
}

/** The TypeScript types of the API as it is in this tree. */
export async function generateApiTypes(): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), 'skvoz-api-types-'));
  try {
    const document = join(scratch, 'openapi.json');
    const output = join(scratch, 'schema.d.ts');
    await writeFile(document, await openApiDocument(scratch));
    await run({
      command: join(FOLDER, 'web', 'node_modules', '.bin', 'openapi-typescript'),
      args: [document, '--output', output, '--root-types', '--alphabetize'],
      folder: join(FOLDER, 'web'),
      environment: process.env,
      limit: GENERATOR_LIMIT_MILLISECONDS,
    });
    return await readFile(output, 'utf8');
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
