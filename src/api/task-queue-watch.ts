import type { Client } from '@temporalio/client';
import type { TaskQueueName } from '../domain/workflow-contract';

/** A worker polls each minute; one that was not seen for longer than this is gone. */
const POLLER_AGE_MS = 90_000;
const KEPT_MS = 2_000;

/** What Temporal says of a task queue. */
export interface TaskQueueState {
  /** Whether a worker asks it for work. */
  readonly polled: boolean;
  /** Tasks that wait, where the server counts them. */
  readonly backlog: number | null;
}

type Description = Awaited<ReturnType<Client['workflowService']['describeTaskQueue']>>;

/** Describes task queues, each at most every 2 seconds. */
export function createTaskQueueWatch(
  describe: (name: TaskQueueName) => Promise<Description>,
): (name: TaskQueueName) => Promise<TaskQueueState> {
  const known = new Map<TaskQueueName, { readonly state: TaskQueueState; readonly at: number }>();
  return async (name) => {
    const kept = known.get(name);
    if (kept !== undefined && performance.now() - kept.at < KEPT_MS) return kept.state;
    const state = stateOf(await describe(name), Date.now());
    known.set(name, { state, at: performance.now() });
    return state;
  };
}

function stateOf({ pollers, stats }: Description, now: number): TaskQueueState {
  const polled = (pollers ?? []).some(
    ({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1_000 > now - POLLER_AGE_MS,
  );
  const backlog = stats?.approximateBacklogCount;
  return { polled, backlog: backlog === undefined || backlog === null ? null : Number(backlog) };
}
