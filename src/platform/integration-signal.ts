import { type Client, WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/client';
import { type IntegrationKey, workflowIds } from '../domain/names';
import { type IntegrationInput, type signalNames, workflowTypes } from '../domain/workflow-contract';
import type { TaskQueues } from './temporal';

/** Signals an integration's workflow, and starts it where it is not running. */
export async function signalIntegration(
  client: Client,
  { entity }: Pick<TaskQueues, 'entity'>,
  { tenantId, integrationId }: IntegrationKey,
  signal: (typeof signalNames)[keyof typeof signalNames],
  signalArgs: readonly unknown[],
): Promise<void> {
  const input: IntegrationInput = { tenantId, integrationId };
  await client.workflow.signalWithStart(workflowTypes.integration, {
    workflowId: workflowIds.integration(input),
    taskQueue: entity,
    args: [input],
    signal,
    signalArgs: [...signalArgs],
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
  });
}
