import type { ActivityDependencies } from '../../src/activities/dependencies';
import { createWorkers } from '../../src/activities/workers';
import { createIdentifier } from '../../src/platform/hash';
import type { TaskQueues } from '../../src/platform/temporal';
import type { TestSystem } from './system';
import { testWorkflowBundle } from './workflow-bundle';

/** Task queues that no worker polls yet. */
export function freshTaskQueues(): TaskQueues {
  const prefix = `later-${createIdentifier()}-`;
  return { entity: `${prefix}entity`, drain: `${prefix}drain`, pull: `${prefix}pull` };
}

/** Workers beside those of the system. @returns what stops them and waits until they have. */
export async function runWorkers(
  { workerConnection }: Pick<TestSystem, 'workerConnection'>,
  dependencies: ActivityDependencies,
): Promise<() => Promise<void>> {
  const workers = await createWorkers(dependencies, {
    connection: workerConnection,
    namespace: 'default',
    workflowBundle: testWorkflowBundle(),
  });
  const running = Promise.all(workers.map((worker) => worker.run()));
  return async () => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    await running;
  };
}
