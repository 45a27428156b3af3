import { WithStartWorkflowOperation, type Workflow } from '@temporalio/client';
import { type IntegrationKey, workflowIds } from '../../src/domain/names';
import { type ProbeReport, workflowTypes } from '../../src/domain/workflow-contract';
import type { Stand } from './stand';

/** Switches an integration on as the API does. Throws when the credentials were not accepted. */
export async function activate({ temporal, queues }: Stand, key: IntegrationKey): Promise<void> {
  const report = await temporal.workflow.executeUpdateWithStart<Workflow, ProbeReport, []>('activate', {
    startWorkflowOperation: new WithStartWorkflowOperation(workflowTypes.integration, {
      workflowId: workflowIds.integration(key),
      taskQueue: queues.entity,
      args: [{ tenantId: key.tenantId, integrationId: key.integrationId }],
      workflowIdConflictPolicy: 'USE_EXISTING',
    }),
  });
  if (report.error !== null) throw new Error(`activation was refused: ${report.error.code}`);
}

/** Switches it off again, so that its Schedule does not outlive the benchmark. */
export async function deactivate({ temporal }: Stand, key: IntegrationKey): Promise<void> {
  await temporal.workflow.getHandle(workflowIds.integration(key)).executeUpdate('deactivate');
}
