import { WorkflowNotFoundError } from '@temporalio/client';
import type { RunDocument, RunError } from '../storage/runs';
import type { ActivityDependencies } from './dependencies';

/** Younger runs may be between being listed and being started. */
const YOUNGEST_MS = 10 * 60 * 1000;
const INTERRUPTED: RunError = { code: 'run_interrupted', parameters: {} };

export interface OrphanRunActivities {
  /**
   * Ends runs that are shown as open though no workflow does them any more: the API was killed between
   * listing one and starting it, or Temporal's data was lost. @returns how many.
   */
  endOrphanRuns(): Promise<number>;
}

export function createOrphanRunActivities({
  storage,
  temporal,
  log,
  now,
}: ActivityDependencies): OrphanRunActivities {
  async function hasWorkflow({ workflowId }: RunDocument): Promise<boolean> {
    try {
      const { status } = await temporal.workflow.getHandle(workflowId).describe();
      return status.name === 'RUNNING';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  async function endOrphanRuns(): Promise<number> {
    let ended = 0;
    for await (const run of storage.runs.openBefore(new Date(now().getTime() - YOUNGEST_MS))) {
      if (await hasWorkflow(run)) continue;
      const { tenantId, integrationId, _id: runId } = run;
      const end = { state: 'failed', endedAt: now(), error: INTERRUPTED } as const;
      if (!(await storage.runs.end(tenantId, runId, end))) continue;
      await storage.checkpoints.release({ tenantId, integrationId }, runId, null);
      log.warn({ tenantId, integrationId, runId }, 'a run had no workflow and was ended');
      ended += 1;
    }
    return ended;
  }

  return { endOrphanRuns };
}
