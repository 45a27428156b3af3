import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import type { Db } from 'mongodb';
import { type Child, startChild } from '../../dev/processes/child';
import { MedodsControl } from '../../dev/simulators/medods/control-client';
import { startMedodsSimulator } from '../../dev/simulators/medods/simulator';
import { startMongo } from '../../dev/stack/mongo';
import { freePorts } from '../../dev/stack/ports';
import { startTemporal } from '../../dev/stack/temporal';
import { serverEnvironment, untilReady } from '../../dev/stack/wait';
import { loadConfig } from '../../src/platform/config';
import { connectMongo } from '../../src/platform/mongodb';
import { connectTemporalClient } from '../../src/platform/temporal';
import { migrate } from '../../src/storage/schema';
import { openStorage, type Storage } from '../../src/storage/storage';
import { binary } from '../dev/stack/binary';
import { validEnvironment } from '../platform/environment';
import { ApiCaller } from './api-caller';

const ROOT = join(__dirname, '..', '..');
const READY_LIMIT_MS = 60_000;

const processNames = ['mongodb', 'temporal', 'api', 'worker'] as const;
type ProcessName = (typeof processNames)[number];

/** A whole Skvoz of separate processes, servers too, each of which can be killed and started again. */
export interface Processes {
  readonly api: ApiCaller;
  readonly db: Db;
  readonly storage: Storage;
  readonly temporal: Client;
  readonly medods: MedodsControl;
  /** SIGKILL to the process and all it started; returns when it is gone. */
  kill(name: ProcessName): Promise<void>;
  /** Starts those that do not run on the data that is there, and waits until they answer. */
  start(...names: readonly ProcessName[]): Promise<void>;
  stop(): Promise<void>;
}

/** @param rate requests a second to one clinic. */
export async function startProcesses({ rate }: { readonly rate: number }): Promise<Processes> {
  const folder = mkdtempSync(join(tmpdir(), 'skvoz-processes-'));
  const [mongoPort = 0, temporalPort = 0, apiPort = 0] = await freePorts(3);
  const simulator = await startMedodsSimulator();
  const origin = `http://127.0.0.1:${apiPort}`;
  const variables = validEnvironment({
    MONGODB_URI: `mongodb://127.0.0.1:${mongoPort}/skvoz?replicaSet=skvoz`,
    TEMPORAL_ADDRESS: `127.0.0.1:${temporalPort}`,
    SKVOZ_PORT: String(apiPort),
    SKVOZ_DATA_DIR: folder,
    SKVOZ_MEDODS_ORIGIN: simulator.origin,
    SKVOZ_MEDODS_RATE: String(rate),
  });
  const log = (): void => undefined;
  const logFile = (name: ProcessName): string => join(folder, `${name}.log`);
  const script = (name: ProcessName, path: string): Promise<Child> =>
    startChild({
      command: process.execPath,
      args: ['--import', 'tsx', path],
      folder: ROOT,
      environment: { ...serverEnvironment(), ...variables },
      output: { kind: 'file', path: logFile(name) },
    });
  const answering = async (name: ProcessName, child: Child, path: string): Promise<Child> => {
    const probe = async (): Promise<void> => {
      const { status } = await fetch(`${origin}${path}`);
      if (status !== 200) throw new Error(`${path} answers ${status}`);
    };
    const waited = { name, exited: child.exited, probe, limit: READY_LIMIT_MS, logFile: logFile(name) };
    await untilReady(waited);
    return child;
  };

  const starters: Record<ProcessName, () => Promise<Child>> = {
    mongodb: () =>
      startMongo({
        port: mongoPort,
        dataDir: join(folder, 'mongodb'),
        binary: binary('SKVOZ_TEST_MONGOD_BINARY'),
        logFile: logFile('mongodb'),
        log,
      }),
    temporal: () =>
      startTemporal({
        port: temporalPort,
        dbFile: join(folder, 'temporal.sqlite'),
        binary: binary('SKVOZ_TEST_TEMPORAL_BINARY'),
        namespace: 'default',
        logFile: logFile('temporal'),
        log,
      }),
    api: async () => answering('api', await script('api', 'src/api/main.ts'), '/healthz'),
    worker: async () => answering('worker', await script('worker', 'src/worker.ts'), '/readyz'),
  };
  const running = new Map<ProcessName, Child>();
  const undo: (() => Promise<unknown>)[] = [
    async () => rmSync(folder, { recursive: true, force: true }),
    () => simulator.stop(),
    async () => {
      await Promise.all([...running.values()].map((child) => child.kill()));
    },
  ];
  const stop = async (): Promise<void> => {
    for (let last = undo.pop(); last !== undefined; last = undo.pop()) await last();
  };
  const start = async (...names: readonly ProcessName[]): Promise<void> => {
    for (const name of names) {
      if (!running.has(name)) running.set(name, await starters[name]());
    }
  };
  try {
    await start('mongodb', 'temporal');
    const config = loadConfig(variables);
    const mongo = await connectMongo(config, { appName: 'test' });
    undo.push(() => mongo.close());
    await migrate(mongo.db);
    const temporal = await connectTemporalClient(config);
    undo.push(() => temporal.close());
    await start('api', 'worker');
    return {
      api: new ApiCaller(origin, config.operatorKey.reveal()),
      db: mongo.db,
      storage: openStorage(mongo.db),
      temporal: temporal.client,
      medods: new MedodsControl(simulator.origin),
      kill: async (name) => {
        const child = running.get(name);
        if (child === undefined) throw new Error(`${name} does not run`);
        running.delete(name);
        await child.kill();
      },
      start,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
