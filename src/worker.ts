import { ensureSweepSchedules } from './activities/sweep-schedules';
import { createWorkers } from './activities/workers';
import { createAlertSender } from './platform/alerts';
import { loadConfig } from './platform/config';
import { Keyring } from './platform/encryption';
import { createLogger } from './platform/log';
import { createMetrics } from './platform/metrics';
import { serveMetrics } from './platform/metrics-server';
import { connectMongo } from './platform/mongodb';
import { onShutdown } from './platform/shutdown';
import { connectTemporalClient, taskQueues } from './platform/temporal';
import { connectTemporalWorker, installTemporalRuntime } from './platform/temporal-worker';
import { loadWorkflowBundle } from './platform/workflow-bundle';
import { requireSchema } from './storage/schema';
import { openStorage } from './storage/storage';
import { createConnectors } from './vendors/connectors';

const PULL_STEP_MS = 10 * 60 * 1000;
/** Longer than the slowest page at the politest rate, with its retries. */
const LEASE_MS = 10 * 60 * 1000;
const DELIVERY_LATE_MS = 60_000;
const DRAIN_MS = 30_000;
const LINGER_MS = 2_000;
const RETRY_DELAYS_MS = [2, 5, 10, 20, 40].map((seconds) => seconds * 1000);
const SHUTDOWN_LIMIT_MS = 28_000;

/** The worker process: runs workflows and activities until it is told to stop. */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const log = createLogger({ ...config.log, name: 'worker' });
  installTemporalRuntime(log);
  const [mongo, temporal, connection, workflowBundle] = await Promise.all([
    connectMongo(config, { appName: 'skvoz-worker' }),
    connectTemporalClient(config),
    connectTemporalWorker(config),
    loadWorkflowBundle(log),
  ]);
  await requireSchema(mongo.db);
  const queues = taskQueues(config);
  const metrics = createMetrics();
  const metricsServer =
    config.workerMetricsPort === undefined
      ? null
      : await serveMetrics(metrics, { host: config.http.host, port: config.workerMetricsPort });
  const workers = await createWorkers(
    {
      storage: openStorage(mongo.db),
      keyring: new Keyring(config.encryptionKeys.reveal()),
      connectors: createConnectors({
        medods: {
          origin: config.medods.origin ?? null,
          rate: config.medods.requestsPerSecond,
          timeoutMs: config.medods.timeoutMs,
          retryDelaysMs: RETRY_DELAYS_MS,
        },
      }),
      temporal: temporal.client,
      taskQueues: queues,
      alerts: createAlertSender(config.alerts, log),
      metrics,
      log,
      now: () => new Date(),
      limits: {
        pullStepMs: PULL_STEP_MS,
        leaseMs: LEASE_MS,
        lateAfterHours: config.lateAfterHours,
        rawDays: config.retention.rawDays,
        runsDays: config.retention.runsDays,
        inboxDays: config.retention.inboxDays,
        deliveryLateMs: DELIVERY_LATE_MS,
        drainMs: DRAIN_MS,
        lingerMs: LINGER_MS,
      },
    },
    { connection, namespace: config.temporal.namespace, workflowBundle },
  );
  await ensureSweepSchedules(temporal.client, queues);

  const running = Promise.all(workers.map((worker) => worker.run()));
  onShutdown(
    [
      {
        name: 'workers',
        stop: async () => {
          for (const worker of workers) worker.shutdown();
          await running;
        },
      },
      {
        name: 'temporal',
        stop: () => Promise.all([connection.close(), temporal.close()]).then(() => undefined),
      },
      { name: 'mongodb', stop: () => mongo.close() },
      { name: 'metrics', stop: async () => metricsServer?.close() },
    ],
    { log, limitMs: SHUTDOWN_LIMIT_MS },
  );
  log.info({ queues }, 'the worker is ready');
  await running;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
