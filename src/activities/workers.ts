import { type NativeConnection, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { createDrainQueueActivities, createEntityActivities, createPullQueueActivities } from './activities';
import type { ActivityDependencies } from './dependencies';
import { PlainFailures } from './plain-failures';

export interface WorkersOptions {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly workflowBundle: WorkflowBundleOption;
  /** 0 replays every workflow from its beginning at each task: for tests. */
  readonly maxCachedWorkflows?: number;
}

/** How long activities may go on when the worker stops, before they are cancelled. A pull resumes elsewhere. */
const SHUTDOWN_GRACE = { entity: '5 seconds', drain: '1 second', pull: '1 second' } as const;
/** A heartbeat also brings the news that a pull was cancelled; the SDK would hold it back for 24 s. */
const HEARTBEAT_INTERVAL = '2 seconds';
/** Drains that one worker runs at a time: most of them only linger. */
const CONCURRENT_DRAINS = 200;
/** Pulls that one worker runs at a time. */
const CONCURRENT_PULLS = 20;

/** One worker for each task queue, so that a night's pulls never delay what a person waits for. */
export async function createWorkers(
  dependencies: ActivityDependencies,
  { connection, namespace, workflowBundle, maxCachedWorkflows }: WorkersOptions,
): Promise<Worker[]> {
  const { taskQueues, log } = dependencies;
  const report = (error: unknown) => log.error({ err: error }, 'an activity met an unexpected error');
  const common = {
    connection,
    namespace,
    workflowBundle,
    interceptors: { activity: [() => ({ inbound: new PlainFailures(report) })] },
    ...(maxCachedWorkflows === undefined ? {} : { maxCachedWorkflows }),
  };
  return Promise.all([
    Worker.create({
      ...common,
      taskQueue: taskQueues.entity,
      shutdownGraceTime: SHUTDOWN_GRACE.entity,
      activities: createEntityActivities(dependencies),
    }),
    Worker.create({
      ...common,
      taskQueue: taskQueues.drain,
      shutdownGraceTime: SHUTDOWN_GRACE.drain,
      activities: createDrainQueueActivities(dependencies),
      maxConcurrentActivityTaskExecutions: CONCURRENT_DRAINS,
    }),
    Worker.create({
      ...common,
      taskQueue: taskQueues.pull,
      shutdownGraceTime: SHUTDOWN_GRACE.pull,
      activities: createPullQueueActivities(dependencies),
      maxConcurrentActivityTaskExecutions: CONCURRENT_PULLS,
      maxHeartbeatThrottleInterval: HEARTBEAT_INTERVAL,
    }),
  ]);
}
