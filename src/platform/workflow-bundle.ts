import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, type WorkflowBundleOption } from '@temporalio/worker';
import type { Logger } from './log';
import { createTemporalLogger } from './temporal-logger';

/** Where `npm run build` leaves the bundle. */
export const builtWorkflowBundle = join(__dirname, '..', 'workflow-bundle.js');

/** The workflows' code: as it was built, or bundled now, which takes some seconds. */
export async function loadWorkflowBundle(log: Logger): Promise<WorkflowBundleOption> {
  if (existsSync(builtWorkflowBundle)) return { codePath: builtWorkflowBundle };
  return bundleWorkflows(log);
}

export async function bundleWorkflows(log: Logger): Promise<{ code: string }> {
  const workflowsPath = join(__dirname, '..', 'workflows');
  return bundleWorkflowCode({ workflowsPath, logger: createTemporalLogger(log) });
}
