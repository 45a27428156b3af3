import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { type Db, MongoClient } from 'mongodb';
import { ensureKeys } from '../../dev/stack/keys';
import { freePorts } from '../../dev/stack/ports';
import { type Programs, programsHere } from '../../dev/stack/programs';
import { readSettings } from '../../dev/stack/settings';
import { Stack } from '../../dev/stack/stack';
import { serverEnvironment } from '../../dev/stack/wait';
import { openStorage, type Storage } from '../../src/storage/storage';
import { Cleanup } from './cleanup';
import { OperatorApi } from './operator-api';

export interface LocalStackOptions {
  /** What the processes are told besides ports and keys. With `TEMPORAL_ADDRESS` no Temporal is started. */
  readonly environment?: Readonly<Record<string, string>>;
  /** This checkout's sources unless told. */
  readonly programs?: Programs;
  /** How often each part may die before the stack gives up; as `npm start` has it unless told. */
  readonly restarts?: number;
}

/** The local stack as `npm start` runs it, without the demo, on free ports and with data that goes away. */
export interface LocalStack {
  readonly api: OperatorApi;
  readonly db: Db;
  readonly storage: Storage;
  readonly temporal: Client;
  /** Its supervisor, which starts again what dies. */
  readonly supervisor: Pick<Stack, 'pidOf' | 'gaveUp'>;
  /** Where each part writes its `<part in lower case>.log`. */
  readonly logFolder: string;
  stop(): Promise<void>;
}

export async function startLocalStack(
  cleanup: Cleanup,
  { environment: given = {}, programs = programsHere, restarts }: LocalStackOptions = {},
): Promise<LocalStack> {
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
    ...given,
  };
  const settings = readSettings(environment);
  const stack = new Stack({
    settings,
    programs,
    environment,
    log: () => undefined,
    ...(restarts === undefined ? {} : { restarts }),
  });
  own.add(async () => rmSync(dataDir, { recursive: true, force: true }));
  own.add(() => stack.stop());
  await stack.start();
  const mongo = await MongoClient.connect(`mongodb://127.0.0.1:${mongoPort}/?directConnection=true`);
  own.add(() => mongo.close());
  const address = given['TEMPORAL_ADDRESS'] ?? `127.0.0.1:${temporalPort}`;
  const connection = await Connection.connect({ address });
  own.add(() => connection.close());
  const { operatorKey } = ensureKeys(environment, dataDir);
  const db = mongo.db('skvoz');
  return {
    api: new OperatorApi(`http://127.0.0.1:${apiPort}`, operatorKey),
    db,
    storage: openStorage(db),
    temporal: new Client({ connection }),
    supervisor: stack,
    logFolder: join(dataDir, 'logs'),
    stop: () => own.run(),
  };
}
