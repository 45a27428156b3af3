import type { ActivityDependencies } from './dependencies';
import { createDrainActivities, type DrainActivities } from './drain';
import { createIntegrationActivities, type IntegrationActivities } from './integration';
import { createOrphanRunActivities, type OrphanRunActivities } from './orphan-runs';
import { createPullActivities, type PullActivities } from './pull';
import { createSweepActivities, type SweepActivities } from './sweep';

/** Activities of the task queue `entity`. */
export function createEntityActivities(
  dependencies: ActivityDependencies,
): IntegrationActivities & OrphanRunActivities & SweepActivities {
  return {
    ...createIntegrationActivities(dependencies),
    ...createOrphanRunActivities(dependencies),
    ...createSweepActivities(dependencies),
  };
}

/** Activities of the task queue `drain`. */
export function createDrainQueueActivities(dependencies: ActivityDependencies): DrainActivities {
  return createDrainActivities(dependencies);
}

/** Activities of the task queue `pull`. */
export function createPullQueueActivities(dependencies: ActivityDependencies): PullActivities {
  return createPullActivities(dependencies);
}
