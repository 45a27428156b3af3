import { randomBytes } from 'node:crypto';
import type { Db } from 'mongodb';
import { ensureKeys } from '../../dev/stack/keys';
import { buildServer } from '../../src/api/server';
import { createTemporalConnection } from '../../src/api/temporal-connection';
import { createTemporalGateway } from '../../src/api/temporal-gateway';
import { loadConfig } from '../../src/platform/config';
import { Keyring } from '../../src/platform/encryption';
import { createLogger } from '../../src/platform/log';
import { createMetrics } from '../../src/platform/metrics';
import { taskQueues } from '../../src/platform/temporal';
import { openStorage } from '../../src/storage/storage';
import type { Cleanup } from '../stand/cleanup';

/** Asks the API for something of the tenant and gives what it answered. Throws unless that is 200. */
export type AskApi = (path: string) => Promise<string>;

/** The API within this process, so that nothing but its own work is in the time of an answer. */
export async function startOwnApi(
  cleanup: Cleanup,
  folder: string,
  db: Db,
  tenant: { readonly id: string; readonly timezone: string },
): Promise<AskApi> {
  const { operatorKey, encryptionKeys } = ensureKeys({}, folder);
  const config = loadConfig({ SKVOZ_OPERATOR_KEY: operatorKey, SKVOZ_ENCRYPTION_KEYS: encryptionKeys });
  const storage = openStorage(db);
  await storage.tenants.create({
    _id: tenant.id,
    name: tenant.id,
    timezone: tenant.timezone,
    components: [],
    createdAt: new Date(),
    deletedAt: null,
  });
  const temporal = createTemporalConnection(config);
  const api = await buildServer({
    config,
    storage,
    keyring: new Keyring([{ id: 'bench', key: randomBytes(32) }]),
    temporal: createTemporalGateway(temporal.connect, taskQueues(config)),
    metrics: createMetrics(),
    log: createLogger({ level: 'silent', pretty: false, name: 'bench' }),
    pingDatabase: async () => undefined,
  });
  cleanup.add(() => api.close());
  return async (path) => {
    const answer = await api.inject({
      url: `/api/v1/tenants/${tenant.id}${path}`,
      headers: { authorization: `Bearer ${operatorKey}` },
    });
    if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}: ${answer.body}`);
    return answer.body;
  };
}
