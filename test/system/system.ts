import { randomBytes } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import type { Db } from 'mongodb';
import { MedodsControl } from '../../dev/simulators/medods/control-client';
import { type MedodsSimulator, startMedodsSimulator } from '../../dev/simulators/medods/simulator';
import type { ActivityDependencies, ActivityLimits } from '../../src/activities/dependencies';
import { createWorkers } from '../../src/activities/workers';
import { type AlertSender, createAlertSender } from '../../src/platform/alerts';
import { loadConfig } from '../../src/platform/config';
import { Keyring } from '../../src/platform/encryption';
import { createIdentifier } from '../../src/platform/hash';
import { createLogger, type Logger } from '../../src/platform/log';
import { createMetrics } from '../../src/platform/metrics';
import { connectMongo } from '../../src/platform/mongodb';
import { connectTemporalClient, taskQueues } from '../../src/platform/temporal';
import { connectTemporalWorker, installTemporalRuntime } from '../../src/platform/temporal-worker';
import { migrate } from '../../src/storage/schema';
import { openStorage, type Storage } from '../../src/storage/storage';
import { createConnectors } from '../../src/vendors/connectors';
import { testServer, validEnvironment } from '../platform/environment';
import { testWorkflowBundle } from './workflow-bundle';

export interface SystemOptions {
  readonly limits?: Partial<ActivityLimits>;
  readonly retryDelaysMs?: readonly number[];
  readonly timeoutMs?: number;
  readonly maxCachedWorkflows?: number;
  /** Of a Temporal server of the test's own. */
  readonly temporalAddress?: string;
  readonly alerts?: AlertSender;
  /** The clock of the activities; tests of days shift it. */
  readonly now?: () => Date;
  /** Requests a second to one clinic; 0, the default, is unlimited. */
  readonly rate?: number;
  readonly log?: Logger;
  /** A new one unless it is given. */
  readonly keyring?: Keyring;
}

/** A whole Skvoz of one test file: own database and task queues on the shared servers, own simulator. */
export interface TestSystem {
  readonly dependencies: ActivityDependencies;
  readonly storage: Storage;
  readonly keyring: Keyring;
  readonly db: Db;
  readonly temporal: Client;
  /** For workers of a test's own. */
  readonly workerConnection: NativeConnection;
  readonly simulator: MedodsSimulator;
  readonly medods: MedodsControl;
  stop(): Promise<void>;
}

let runtimeInstalled = false;

export async function startSystem(options: SystemOptions = {}): Promise<TestSystem> {
  const name = `test-${createIdentifier()}`;
  const uri = new URL(testServer('SKVOZ_TEST_MONGODB_URI'));
  uri.pathname = `/${name}`;
  const config = loadConfig(
    validEnvironment({
      MONGODB_URI: uri.toString(),
      TEMPORAL_ADDRESS: options.temporalAddress ?? testServer('SKVOZ_TEST_TEMPORAL_ADDRESS'),
      SKVOZ_TASK_QUEUE_PREFIX: `${name}-`,
    }),
  );
  const log =
    options.log ??
    createLogger({
      level: process.env['SKVOZ_TEST_LOG'] === '1' ? 'debug' : 'silent',
      pretty: false,
      name: 'test',
    });
  if (!runtimeInstalled) installTemporalRuntime(log);
  runtimeInstalled = true;
  const mongo = await connectMongo(config, { appName: name });
  await migrate(mongo.db);
  const temporal = await connectTemporalClient(config);
  const connection = await connectTemporalWorker(config);
  const simulator = await startMedodsSimulator();
  const keyring = options.keyring ?? new Keyring([{ id: 'k1', key: randomBytes(32) }]);
  const dependencies: ActivityDependencies = {
    storage: openStorage(mongo.db),
    keyring,
    connectors: createConnectors({
      medods: {
        origin: simulator.origin,
        rate: options.rate ?? 0,
        timeoutMs: options.timeoutMs ?? 2000,
        retryDelaysMs: options.retryDelaysMs ?? [10, 20, 40],
      },
    }),
    temporal: temporal.client,
    taskQueues: taskQueues(config),
    alerts: options.alerts ?? createAlertSender({}, log),
    metrics: createMetrics(),
    log,
    now: options.now ?? (() => new Date()),
    limits: {
      pullStepMs: 60_000,
      leaseMs: 60_000,
      lateAfterHours: 36,
      rawDays: 30,
      runsDays: 180,
      inboxDays: 30,
      deliveryLateMs: 60_000,
      drainMs: 5000,
      lingerMs: 300,
      ...options.limits,
    },
  };
  const workers = await createWorkers(dependencies, {
    connection,
    namespace: config.temporal.namespace,
    workflowBundle: testWorkflowBundle(),
    ...(options.maxCachedWorkflows === undefined ? {} : { maxCachedWorkflows: options.maxCachedWorkflows }),
  });
  const running = Promise.all(workers.map((worker) => worker.run()));
  return {
    dependencies,
    storage: dependencies.storage,
    keyring,
    db: mongo.db,
    temporal: temporal.client,
    workerConnection: connection,
    simulator,
    medods: new MedodsControl(simulator.origin),
    stop: async () => {
      for (const worker of workers) worker.shutdown();
      await running;
      await simulator.stop();
      await connection.close();
      await temporal.close();
      await mongo.db.dropDatabase();
      await mongo.close();
    },
  };
}
