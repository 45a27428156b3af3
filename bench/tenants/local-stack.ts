import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { MongoClient } from 'mongodb';
import { ensureKeys } from '../../dev/stack/keys';
import { freePorts } from '../../dev/stack/ports';
import { readSettings } from '../../dev/stack/settings';
import { Stack } from '../../dev/stack/stack';
import { serverEnvironment } from '../../dev/stack/wait';
import { openStorage, type Storage } from '../../src/storage/storage';
import { Cleanup } from '../stand/cleanup';
import { Api } from './api';

const FOLDER = join(__dirname, '..', '..');

/** The local stack as `npm start` runs it, without the demo, on free ports and with data that goes away. */
export interface LocalStack {
  readonly api: Api;
  readonly storage: Storage;
  readonly temporal: Client;
  stop(): Promise<void>;
}

/** @param medodsOrigin the simulator. The vendor's rate limit is off. */
export async function startLocalStack(cleanup: Cleanup, medodsOrigin: string): Promise<LocalStack> {
  const own = new Cleanup();
  cleanup.add(() => own.run());
  const dataDir = mkdtempSync(join(tmpdir(), 'skvoz-bench-'));
  const [apiPort = 0, temporalPort = 0, uiPort = 0, mongoPort = 0] = await freePorts(4);
  const environment = {
    ...serverEnvironment(),
    SKVOZ_PORT: String(apiPort),
    SKVOZ_TEMPORAL_PORT: String(temporalPort),
    SKVOZ_TEMPORAL_UI_PORT: String(uiPort),
    SKVOZ_MONGODB_PORT: String(mongoPort),
    SKVOZ_DATA_DIR: dataDir,
    SKVOZ_DEMO: '0',
    SKVOZ_MEDODS_ORIGIN: medodsOrigin,
    SKVOZ_MEDODS_RATE: '0',
  };
  const settings = readSettings(environment);
  const programs = {
    folder: FOLDER,
    migrate: 'src/storage/migrate-main.ts',
    worker: 'src/worker.ts',
    api: 'src/api/main.ts',
    simulator: 'dev/simulators/medods/main.ts',
    demo: 'dev/demo.ts',
  };
  const stack = new Stack({ settings, programs, environment, log: () => undefined });
  own.add(async () => rmSync(dataDir, { recursive: true, force: true }));
  own.add(() => stack.stop());
  await stack.start();
  const mongo = await MongoClient.connect(`mongodb://127.0.0.1:${mongoPort}/?directConnection=true`);
  own.add(() => mongo.close());
  const connection = await Connection.connect({ address: `127.0.0.1:${temporalPort}` });
  own.add(() => connection.close());
  const { operatorKey } = ensureKeys(environment, dataDir);
  return {
    api: new Api(`http://127.0.0.1:${apiPort}`, operatorKey),
    storage: openStorage(mongo.db('skvoz')),
    temporal: new Client({ connection }),
    stop: () => own.run(),
  };
}
