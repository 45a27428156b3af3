import { join } from 'node:path';
import { findMongod } from '../binaries/mongod';
import { findTemporal } from '../binaries/temporal';
import { type Child, startChild } from '../processes/child';
import { type Lock, lockHolder, tryLock } from '../processes/lock';
import { type Kept, keepRunning } from '../processes/restart';
import { run } from '../processes/run';
import { WORKER_FLAGS } from '../processes/worker-flags';
import { type Log, withProgress } from '../progress';
import { type Demo, readDemo } from './demo';
import { type Addresses, processEnvironment, simulatorOrigin } from './environment';
import { ensureKeys } from './keys';
import { startMongo } from './mongo';
import { requireFreePorts } from './ports';
import type { Programs } from './programs';
import { plannedPorts, type StackSettings } from './settings';
import { startTemporal } from './temporal';
import { untilReady } from './wait';

export interface StackOptions {
  settings: StackSettings;
  programs: Programs;
  environment: NodeJS.ProcessEnv;
  log: Log;
  /** How often each part may die by itself before all is given up; 5 unless told. */
  restarts?: number;
}

/** A second supervisor on one data folder. */
class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning';
}

const MIGRATE_LIMIT_MILLISECONDS = 300_000;
const DEMO_LIMIT_MILLISECONDS = 300_000;
const READY_LIMIT_MILLISECONDS = 120_000;
const PROBE_TIMEOUT_MILLISECONDS = 5_000;

/** In the order in which they are stopped, with the milliseconds each may take: below 30 s in all. */
const STOP_LIMITS = {
  API: 6_000,
  ProfSalon: 500,
  Medods: 500,
  worker: 10_000,
  Temporal: 5_000,
  MongoDB: 6_000,
};
type ServiceName = keyof typeof STOP_LIMITS;
const STOP_ORDER: readonly ServiceName[] = ['API', 'ProfSalon', 'Medods', 'worker', 'Temporal', 'MongoDB'];

/** Everything that `npm start` runs, from the lock on the data folder to the demo. */
export class Stack {
  private readonly services = new Map<ServiceName, Kept<Child>>();
  private readonly lock: Lock;
  private stopping = false;
  private announceFailure: (sentence: string) => void = () => undefined;

  /** Settles, with a sentence, once a part has died too often. */
  readonly gaveUp = new Promise<string>((resolve) => {
    this.announceFailure = resolve;
  });

  /**
   * Takes the data folder.
   * @throws {AlreadyRunning}
   */
  constructor(private readonly options: StackOptions) {
    const path = join(options.settings.dataDir, 'supervisor.lock');
    const lock = tryLock(path);
    if (lock === undefined) {
      throw new AlreadyRunning(
        `Another npm start (pid ${lockHolder(path) ?? 'unknown'}) already runs on ${options.settings.dataDir}. ` +
          'Stop it, or set SKVOZ_DATA_DIR and SKVOZ_PORT for a second stack.',
      );
    }
    this.lock = lock;
  }

  private logFile(name: string): string {
    return join(this.options.settings.dataDir, 'logs', `${name}.log`);
  }

  private async keep<T extends Child>(name: ServiceName, start: () => Promise<T>): Promise<T> {
    if (this.stopping) {
      throw new Error(`${name} is not started: the stack is being stopped`);
    }
    const { log, restarts } = this.options;
    const kept = await keepRunning({
      name,
      start,
      log,
      ...(restarts === undefined ? {} : { limit: restarts }),
    });
    this.services.set(name, kept);
    void kept.gaveUp.then((sentence) =>
      this.announceFailure(`${sentence}; see ${this.logFile(name.toLowerCase())}`),
    );
    return kept.current();
  }

  /** Starts everything; throws, with a sentence for people, at the first thing that fails. */
  async start(): Promise<{ demo?: Demo }> {
    const { settings, programs, environment: base, log } = this.options;
    await requireFreePorts(plannedPorts(settings));
    const keys = ensureKeys(base, settings.dataDir);
    const environment = processEnvironment(base, settings, keys, await this.startServers());
    const scripts = { folder: programs.folder, environment };

    const migrate = run({
      ...scripts,
      command: process.execPath,
      args: ['--import', 'tsx', programs.migrate],
      limit: MIGRATE_LIMIT_MILLISECONDS,
    });
    await withProgress(log, 'preparing the database', migrate);
    log('Database: ready');

    const script = (
      name: ServiceName,
      path: string,
      { variables = {}, flags = [] }: { variables?: NodeJS.ProcessEnv; flags?: readonly string[] } = {},
    ) =>
      this.keep(name, () =>
        startChild({
          ...scripts,
          environment: { ...environment, ...variables },
          command: process.execPath,
          args: [...flags, '--import', 'tsx', path],
          output: { kind: 'file', path: this.logFile(name.toLowerCase()) },
        }),
      );
    const worker = await script('worker', programs.worker, { flags: WORKER_FLAGS });
    const api = await script('API', programs.api);
    const origin = `http://127.0.0.1:${settings.apiPort}`;
    await this.answers('API', api, `${origin}/healthz`);
    log(`API: ${origin}`);
    await this.answers('worker', worker, `${origin}/readyz`);
    log('Worker: ready');
    if (!settings.demo) {
      return {};
    }
    const simulator = async (
      name: 'Medods' | 'ProfSalon',
      vendor: keyof StackSettings['simulatorPorts'],
      path: string,
      variables: NodeJS.ProcessEnv = {},
    ) => {
      const child = await script(name, path, {
        variables: { SIMULATOR_PORT: String(settings.simulatorPorts[vendor]), ...variables },
      });
      await this.answers(name, child, simulatorOrigin(settings, vendor));
      log(`${name} simulator: ${simulatorOrigin(settings, vendor)}`);
    };
    // What Skvoz has read of the clinic must be found there again, at the next start and after a crash.
    await simulator('Medods', 'medods', programs.medodsSimulator, {
      SIMULATOR_KEEP_FILE: join(settings.dataDir, 'demo-clinic.json'),
    });
    await simulator('ProfSalon', 'profsalon', programs.profsalonSimulator);
    const seeded = run({
      ...scripts,
      environment: { ...environment, PROFSALON_SIMULATOR_ORIGIN: simulatorOrigin(settings, 'profsalon') },
      command: process.execPath,
      args: ['--import', 'tsx', programs.demo],
      limit: DEMO_LIMIT_MILLISECONDS,
    });
    return { demo: readDemo(await withProgress(log, 'seeding the demo', seeded)) };
  }

  private async startServers(): Promise<Addresses> {
    const { settings, environment, log } = this.options;
    const { mongo, temporal, dataDir } = settings;
    // One after the other: a first run that has to build one of them uses the whole machine for it.
    const mongodBinary = mongo === undefined ? undefined : await findMongod(environment, log);
    const temporalBinary = temporal === undefined ? undefined : await findTemporal(environment, log);
    const addresses: Addresses = {};
    if (mongo !== undefined && mongodBinary !== undefined) {
      const started = await this.keep('MongoDB', () =>
        startMongo({
          port: mongo.port,
          dataDir: join(dataDir, 'mongodb'),
          binary: mongodBinary,
          logFile: this.logFile('mongodb'),
          log,
        }),
      );
      addresses.mongodbUri = started.uri;
      log(`MongoDB: ${started.uri}`);
    } else {
      log('MongoDB: the one of MONGODB_URI');
    }
    if (temporal !== undefined && temporalBinary !== undefined) {
      const started = await this.keep('Temporal', () =>
        startTemporal({
          ...temporal,
          dbFile: join(dataDir, 'temporal.sqlite'),
          binary: temporalBinary,
          logFile: this.logFile('temporal'),
          log,
        }),
      );
      addresses.temporalAddress = started.address;
      log(`Temporal: ${started.address}`);
    } else {
      log('Temporal: the one of the environment');
    }
    return addresses;
  }

  /** Waits for an answer; `/readyz` and `/healthz` are good only as 200, any answer of another path is one. */
  private async answers(name: ServiceName, child: Child, url: string): Promise<void> {
    const probe = async (): Promise<void> => {
      const response = await fetch(url, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MILLISECONDS) });
      const text = await response.text();
      if (new URL(url).pathname !== '/' && !response.ok) {
        throw new Error(`${url} answered ${response.status} ${text.slice(0, 300)}`);
      }
    };
    await withProgress(
      this.options.log,
      `waiting for ${name}`,
      untilReady({
        name,
        exited: child.exited,
        probe,
        limit: READY_LIMIT_MILLISECONDS,
        logFile: this.logFile(name.toLowerCase()),
      }),
    );
  }

  /** The pid a part has now; throws when it was not started. For fault tests. */
  pidOf(name: ServiceName): number {
    const kept = this.services.get(name);
    if (kept === undefined) {
      throw new Error(`${name} was not started`);
    }
    return kept.current().pid;
  }

  /** Stops what was started, in its order, and only that. */
  async stop(): Promise<void> {
    this.stopping = true;
    for (const name of STOP_ORDER) {
      const kept = this.services.get(name);
      if (kept !== undefined) {
        this.options.log(`Stopping ${name}`);
        await kept.stop(STOP_LIMITS[name]);
      }
    }
    this.lock.release();
  }

  /** Ends everything at once. */
  async kill(): Promise<void> {
    this.stopping = true;
    await Promise.all([...this.services.values()].map((kept) => kept.kill()));
    this.lock.release();
  }
}
