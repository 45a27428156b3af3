import { randomUUID } from 'node:crypto';
import {
  type Client,
  isGrpcServiceError,
  ScheduleNotFoundError,
  ServiceError,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure, WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/common';
import { isErrorCode, SkvozError } from '../domain/errors';
import { type IntegrationKey, scheduleIds, workflowIds } from '../domain/names';
import {
  type IntegrationInput,
  type IntegrationUpdateName,
  type PullInput,
  type SettingsChanged,
  signalNames,
  type TaskQueueName,
  taskQueueNames,
  workflowTypes,
} from '../domain/workflow-contract';
import { signalIntegration } from '../platform/integration-signal';
import type { TaskQueues } from '../platform/temporal';
import { TemporalUnavailableError } from '../platform/temporal';
import { errorParametersSchema } from './problem';
import { createTaskQueueWatch, type TaskQueueState } from './task-queue-watch';

const UPDATE_LIMIT_MS = 35_000;
const CALL_LIMIT_MS = 5_000;
const CANCELLATION_LIMIT_MS = 10_000;
const CANCELLATION_POLL_MS = 250;

/** What the API asks of Temporal. Every method throws SkvozError `temporal_unavailable` without one. */
export interface TemporalGateway {
  /**
   * Makes an integration's workflow do something and waits for it, 35 s at most.
   *
   * @returns what the update returned; its form is the contract's.
   * @throws SkvozError `worker_unavailable`, or what the workflow found wrong.
   */
  update(key: IntegrationKey, name: IntegrationUpdateName): Promise<unknown>;
  /** Tells an integration's workflow that its settings are new, and starts it where it is not running. */
  settingsChanged(key: IntegrationKey, news: SettingsChanged): Promise<void>;
  /** Tells an integration's workflow that deliveries wait, and starts it where it is not running. */
  webhooksReceived(key: IntegrationKey): Promise<void>;
  /** @returns false when a workflow of this id runs. */
  startPull(workflowId: string, input: PullInput): Promise<boolean>;
  /** @returns false when there is no such workflow running. */
  cancel(workflowId: string): Promise<boolean>;
  /** Ends the workflows and Schedule of an integration; what is not there is fine. */
  removeIntegration(key: IntegrationKey, pullWorkflowIds: readonly string[]): Promise<void>;
  taskQueue(name: TaskQueueName): Promise<TaskQueueState>;
}

/** @param connect gives the client, or throws {@link TemporalUnavailableError} soon. */
export function createTemporalGateway(connect: () => Promise<Client>, queues: TaskQueues): TemporalGateway {
  const call = async <T>(use: (client: Client) => Promise<T>, limitMs = CALL_LIMIT_MS): Promise<T> => {
    try {
      const client = await connect();
      return await client.withDeadline(Date.now() + limitMs, () => use(client));
    } catch (error) {
      throw isUnavailable(error) ? new SkvozError('temporal_unavailable', {}, [], { cause: error }) : error;
    }
  };
  const taskQueue = createTaskQueueWatch((name) =>
    call((client) =>
      client.workflowService.describeTaskQueue({
        namespace: client.options.namespace,
        taskQueue: { name: queues[taskQueueNames[name]] },
        reportStats: true,
      }),
    ),
  );

  return {
    taskQueue,

    update: async (key, name) => {
      if (!(await taskQueue('entity')).polled) throw new SkvozError('worker_unavailable');
      const input: IntegrationInput = { tenantId: key.tenantId, integrationId: key.integrationId };
      const startWorkflowOperation = new WithStartWorkflowOperation(workflowTypes.integration, {
        workflowId: workflowIds.integration(key),
        taskQueue: queues.entity,
        args: [input],
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      });
      // Rejects with the call below, which is the one that is awaited.
      startWorkflowOperation.workflowHandle().catch(() => undefined);
      try {
        return await call(
          (client) =>
            client.workflow.executeUpdateWithStart(name, { updateId: randomUUID(), startWorkflowOperation }),
          UPDATE_LIMIT_MS,
        );
      } catch (error) {
        throw updateError(error);
      }
    },

    settingsChanged: (key, news) =>
      call((client) => signalIntegration(client, queues, key, signalNames.settingsChanged, [news])),

    webhooksReceived: (key) =>
      call((client) => signalIntegration(client, queues, key, signalNames.webhooksReceived, [])),

    startPull: async (workflowId, input) => {
      try {
        await call((client) =>
          client.workflow.start(workflowTypes.pull, {
            workflowId,
            taskQueue: queues.pull,
            args: [input],
            workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
            workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
        throw error;
      }
    },

    cancel: (workflowId) => call((client) => present(client.workflow.getHandle(workflowId).cancel())),

    removeIntegration: async (key, pullWorkflowIds) => {
      await call((client) => present(client.schedule.getHandle(scheduleIds.pull(key)).delete()));
      const ids = new Set([workflowIds.integration(key), ...pullWorkflowIds]);
      for (const id of await call((client) => runningPulls(client, key))) ids.add(id);
      await Promise.all([...ids].map((workflowId) => endWorkflow(call, workflowId)));
    },
  };
}

type Call = <T>(use: (client: Client) => Promise<T>) => Promise<T>;

/** Pulls that the Schedule has started and that have listed no run yet are found only here. */
async function runningPulls(client: Client, key: IntegrationKey): Promise<string[]> {
  const query = `WorkflowId STARTS_WITH '${scheduleIds.pull(key)}/' AND ExecutionStatus = 'Running'`;
  const ids: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query })) ids.push(workflowId);
  return ids;
}

/** Lets activities stop by themselves first, so that none writes after its workflow is gone. */
async function endWorkflow(call: Call, workflowId: string): Promise<void> {
  const running = await call((client) => present(client.workflow.getHandle(workflowId).cancel()));
  if (!running) return;
  const until = Date.now() + CANCELLATION_LIMIT_MS;
  while (Date.now() < until) {
    const { status } = await call((client) => client.workflow.getHandle(workflowId).describe());
    if (status.name !== 'RUNNING') return;
    await new Promise((resolve) => setTimeout(resolve, CANCELLATION_POLL_MS));
  }
  await call((client) => present(client.workflow.getHandle(workflowId).terminate('tenant deleted')));
}

/** @returns false when what was asked for is not there. */
async function present(asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked;
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError || error instanceof ScheduleNotFoundError) return false;
    throw error;
  }
}

/** gRPC codes of a server that does not answer: https://grpc.github.io/grpc/core/md_doc_statuscodes.html */
const DEADLINE_EXCEEDED = 4;
const UNAVAILABLE = 14;

function isUnavailable(error: unknown): boolean {
  if (error instanceof TemporalUnavailableError) return true;
  const cause = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(cause) && (cause.code === UNAVAILABLE || cause.code === DEADLINE_EXCEEDED);
}

function updateError(error: unknown): unknown {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) {
    return new SkvozError('worker_unavailable', {}, [], { cause: error });
  }
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) {
    const { type, details } = error.cause;
    const parameters = errorParametersSchema.catch({}).parse(details?.[0]);
    if (isErrorCode(type)) return new SkvozError(type, parameters, [], { cause: error });
  }
  return error;
}
