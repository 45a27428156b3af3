import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { workflowTypes } from '../domain/workflow-contract';
import type { TaskQueues } from '../platform/temporal';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Makes the two Schedules of `sweep`, each minute and each hour, unless they are there. */
export async function ensureSweepSchedules(temporal: Client, { entity }: TaskQueues): Promise<void> {
  // The queue's name carries the prefix by which two systems share a namespace.
  await ensure(temporal, entity, `${entity}/sweep`, '1 minute', false);
  await ensure(temporal, entity, `${entity}/sweep-hourly`, '1 hour', true);
}

async function ensure(
  temporal: Client,
  taskQueue: string,
  scheduleId: string,
  every: '1 minute' | '1 hour',
  hourly: boolean,
): Promise<void> {
  try {
    await temporal.schedule.create({
      scheduleId,
      spec: { intervals: [{ every }] },
      action: {
        type: 'startWorkflow',
        workflowType: workflowTypes.sweep,
        workflowId: scheduleId,
        taskQueue,
        args: [{ hourly }],
      },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: DAY_MS },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
}
