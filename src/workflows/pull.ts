import {
  ActivityCancellationType,
  CancellationScope,
  getExternalWorkflowHandle,
  isCancellation,
  log,
  proxyActivities,
  workflowInfo,
} from '@temporalio/workflow';
import type { PullActivities, PullRun } from '../activities/pull';
import { workflowIds } from '../domain/names';
import { type PullFinished, type PullInput, pullRetry, signalNames } from '../domain/workflow-contract';
import { reasonOf } from './failure-reason';

const { pullPages } = proxyActivities<PullActivities>({
  startToCloseTimeout: '15 minutes',
  heartbeatTimeout: '30 seconds',
  // The run may not count as cancelled, nor its lease be free, while pages are still written.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  // The activity itself tries each request again for a minute; this is for what takes longer.
  retry: pullRetry,
});

const { endPull } = proxyActivities<PullActivities>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

/**
 * One reading of a vendor. It asks for step after step until the vendor is read, and tells the
 * integration how it ended. Cancelled, it stops at a page's end and keeps what was written.
 */
export async function pull(input: PullInput): Promise<void> {
  const { runId: executionId, workflowId } = workflowInfo();
  const { tenantId, integrationId, kind } = input;
  const run: PullRun = {
    tenantId,
    integrationId,
    kind,
    workflowId,
    runId: input.runId ?? executionId,
    range: input.range ?? null,
  };
  let failure: PullFinished['failure'] = null;
  try {
    failure = await readToTheEnd(run);
  } catch (error) {
    await CancellationScope.nonCancellable(async () => {
      if (isCancellation(error)) await endPull(run, 'cancelled', null);
      else await endPull(run, 'failed', reasonOf(error));
    });
    if (isCancellation(error)) throw error;
  }
  await tellIntegration(run, { runId: run.runId, failure });
}

async function tellIntegration(run: PullRun, finished: PullFinished): Promise<void> {
  try {
    await getExternalWorkflowHandle(workflowIds.integration(run)).signal(signalNames.pullFinished, finished);
  } catch (error) {
    if (isCancellation(error)) throw error;
    // Deactivated meanwhile: nobody needs to know, and how the run ended is in MongoDB.
    log.info('the integration of this pull has no workflow any more');
  }
}

async function readToTheEnd(run: PullRun): Promise<PullFinished['failure']> {
  for (;;) {
    const step = await pullPages(run);
    if (!step.more) return step.failure;
  }
}
