import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { type Db, MongoClient } from 'mongodb';
import { type Child, startChild } from '../../dev/processes/child';
import { WORKER_FLAGS } from '../../dev/processes/worker-flags';
import type { MedodsControl } from '../../dev/simulators/medods/control-client';
import { freePorts } from '../../dev/stack/ports';
import { startTestServers } from '../../dev/stack/test-servers';
import { serverEnvironment } from '../../dev/stack/wait';
import { type EncryptionKey, Keyring } from '../../src/platform/encryption';
import { createIdentifier } from '../../src/platform/hash';
import { migrate } from '../../src/storage/schema';
import { openStorage, type Storage } from '../../src/storage/storage';
import { build } from './build';
import type { Cleanup } from './cleanup';
import { OperatorApi } from './operator-api';
import { untilPrinted } from './printed';
import { startSimulator } from './simulator';

const QUEUE_PREFIX = 'bench-';

/** One database of the stand. */
export interface StandDatabase {
  readonly uri: string;
  readonly db: Db;
  readonly storage: Storage;
  drop(): Promise<void>;
}

/** Everything a benchmark runs against, each server a process of its own and all of it temporary. */
export interface Stand {
  /** The compiled product, as a folder like the repository's. */
  readonly built: string;
  readonly temporal: Client;
  readonly keyring: Keyring;
  readonly simulatorOrigin: string;
  readonly medods: MedodsControl;
  readonly queues: { readonly entity: string; readonly pull: string };
  /** An empty one, with the indexes of the product unless they are not wanted. */
  createDatabase(options?: { readonly indexes: boolean }): Promise<StandDatabase>;
  /** Starts our worker on a database, with the vendor's rate limit off, and waits until it is ready. */
  startWorker(database: StandDatabase): Promise<Child>;
  /** Starts our API on a database and waits until it listens. */
  startApi(database: StandDatabase): Promise<{ readonly child: Child; readonly api: OperatorApi }>;
}

/** Compiles the product and starts MongoDB, Temporal and the Medods simulator. */
export async function startStand(cleanup: Cleanup, log: (line: string) => void): Promise<Stand> {
  const folder = mkdtempSync(join(tmpdir(), 'skvoz-bench-'));
  cleanup.add(async () => rmSync(folder, { recursive: true, force: true }));
  const built = await build(folder);
  const servers = await startTestServers(serverEnvironment(), log);
  cleanup.add(servers.stop);
  const mongodbUri = servers.variables['SKVOZ_TEST_MONGODB_URI'] ?? '';
  const address = servers.variables['SKVOZ_TEST_TEMPORAL_ADDRESS'] ?? '';
  const mongo = await MongoClient.connect(mongodbUri);
  cleanup.add(() => mongo.close());
  const connection = await Connection.connect({ address });
  cleanup.add(() => connection.close());
  const program = [join(built, 'dev', 'simulators', 'medods', 'main.js')];
  const { origin, medods } = await startSimulator(cleanup, program);
  const key: EncryptionKey = { id: 'bench', key: randomBytes(32) };
  const operatorKey = randomBytes(32).toString('hex');
  const environment = {
    ...serverEnvironment(),
    TEMPORAL_ADDRESS: address,
    SKVOZ_DATA_DIR: folder,
    SKVOZ_TASK_QUEUE_PREFIX: QUEUE_PREFIX,
    SKVOZ_OPERATOR_KEY: operatorKey,
    SKVOZ_ENCRYPTION_KEYS: `${key.id}:${key.key.toString('base64')}`,
    SKVOZ_MEDODS_ORIGIN: origin,
    SKVOZ_MEDODS_RATE: '0',
  };

  async function createDatabase({ indexes } = { indexes: true }): Promise<StandDatabase> {
    const name = `bench-${createIdentifier()}`;
    const uri = new URL(mongodbUri);
    uri.pathname = `/${name}`;
    const db = mongo.db(name);
    if (indexes) await migrate(db);
    const drop = async (): Promise<void> => {
      await db.dropDatabase();
    };
    return { uri: uri.toString(), db, storage: openStorage(db), drop };
  }

  async function startWorker({ uri }: StandDatabase): Promise<Child> {
    const { child } = await untilPrinted('the worker', /the worker is ready/, (output) =>
      startChild({
        command: process.execPath,
        args: [...WORKER_FLAGS, join(built, 'src', 'worker.js')],
        environment: { ...environment, MONGODB_URI: uri },
        output,
      }),
    );
    cleanup.add(() => child.stop());
    return child;
  }

  async function startApi({ uri }: StandDatabase): Promise<{ child: Child; api: OperatorApi }> {
    const [port = 0] = await freePorts(1);
    const { child } = await untilPrinted('the API', /Server listening/, (output) =>
      startChild({
        command: process.execPath,
        args: [join(built, 'src', 'api', 'main.js')],
        environment: { ...environment, MONGODB_URI: uri, SKVOZ_PORT: String(port) },
        output,
      }),
    );
    cleanup.add(() => child.stop());
    return { child, api: new OperatorApi(`http://127.0.0.1:${port}`, operatorKey) };
  }

  return {
    built,
    temporal: new Client({ connection }),
    keyring: new Keyring([key]),
    simulatorOrigin: origin,
    medods,
    queues: { entity: `${QUEUE_PREFIX}entity`, pull: `${QUEUE_PREFIX}pull` },
    createDatabase,
    startWorker,
    startApi,
  };
}
