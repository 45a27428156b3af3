import { Context } from '@temporalio/activity';
import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { type IntegrationKey, type IntegrationState, scheduleIds, workflowIds } from '../domain/names';
import { nightlyTime } from '../domain/nightly-time';
import {
  type ProbeReport,
  type PullFinished,
  type PullInput,
  workflowTypes,
} from '../domain/workflow-contract';
import type { IntegrationDocument } from '../storage/integrations';
import { connectorOf } from '../vendors/connectors';
import { webhookConnectors } from '../vendors/webhook-connectors';
import { openIntegration } from './connection';
import type { ActivityDependencies } from './dependencies';
import { failureOf } from './run-failure';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface IntegrationActivities {
  /** The state in MongoDB, which is the truth; `inactive` when the integration is gone. */
  loadState(key: IntegrationKey): Promise<IntegrationState>;
  /**
   * Tries the credentials against every entity the settings need. A vendor that cannot be reached is
   * part of the report, not a failure of the activity.
   */
  probe(key: IntegrationKey): Promise<ProbeReport>;
  setState(key: IntegrationKey, state: IntegrationState, failure: PullFinished['failure']): Promise<void>;
  /**
   * Makes or unpauses the nightly Schedule of a vendor that is read, and sets the state `active`.
   * `sends`: the vendor sends, and deliveries may have been stored while nobody applied them.
   */
  enable(key: IntegrationKey, options: { pullNow: boolean }): Promise<{ readonly sends: boolean }>;
  /** Pauses the Schedule; a running pull goes on. */
  suspend(key: IntegrationKey): Promise<void>;
  /** Deletes the Schedule and cancels pulls that run. */
  disable(key: IntegrationKey): Promise<void>;
}

export function createIntegrationActivities(dependencies: ActivityDependencies): IntegrationActivities {
  const { storage, temporal, taskQueues, now } = dependencies;

  async function loadState(key: IntegrationKey): Promise<IntegrationState> {
    return (await storage.integrations.get(key))?.state ?? 'inactive';
  }

  async function probe(key: IntegrationKey): Promise<ProbeReport> {
    try {
      const { integration, connection } = await openIntegration(dependencies, key);
      // A vendor that only sends has nothing to be asked; its first delivery tells.
      if (dependencies.connectors[integration.vendor] === undefined) {
        return { entities: [], warnings: [], error: null };
      }
      const connector = connectorOf(dependencies.connectors, integration.vendor);
      const { report, options } = await connector.probe(connection, Context.current().cancellationSignal);
      if (Object.keys(options).length > 0) {
        await storage.integrations.setOptions(key, { ...integration.options, ...options });
      }
      return report;
    } catch (error) {
      throw failureOf(error).failure;
    }
  }

  async function setState(
    key: IntegrationKey,
    state: IntegrationState,
    failure: PullFinished['failure'],
  ): Promise<void> {
    const at = now();
    await storage.integrations.setState(key, state, failure === null ? null : { ...failure, at }, at);
  }

  async function enable(
    key: IntegrationKey,
    { pullNow }: { pullNow: boolean },
  ): Promise<{ readonly sends: boolean }> {
    const integration = await storage.integrations.get(key);
    if (integration === null) return { sends: false };
    if (dependencies.connectors[integration.vendor] !== undefined) await schedulePulls(integration, pullNow);
    await storage.integrations.setActive(key, now());
    return { sends: webhookConnectors[integration.vendor] !== undefined };
  }

  async function schedulePulls(integration: IntegrationDocument, pullNow: boolean): Promise<void> {
    const key: IntegrationKey = { tenantId: integration.tenantId, integrationId: integration.integrationId };
    const pull: PullInput = { tenantId: key.tenantId, integrationId: key.integrationId, kind: 'daily' };
    const { hour, minute } = nightlyTime(key);
    const schedule = {
      spec: { calendars: [{ hour, minute }], timezone: integration.timeZone },
      action: {
        type: 'startWorkflow' as const,
        workflowType: workflowTypes.pull,
        workflowId: workflowIds.daily(key),
        taskQueue: taskQueues.pull,
        args: [pull],
      },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: DAY_MS },
    };
    try {
      await temporal.schedule.create({
        scheduleId: scheduleIds.pull(key),
        ...schedule,
        state: { triggerImmediately: pullNow },
      });
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      const handle = temporal.schedule.getHandle(scheduleIds.pull(key));
      await handle.update(() => ({ ...schedule, state: { paused: false } }));
      if (pullNow) await handle.trigger();
    }
  }

  async function suspend(key: IntegrationKey): Promise<void> {
    try {
      await temporal.schedule.getHandle(scheduleIds.pull(key)).pause();
    } catch (error) {
      if (!(error instanceof ScheduleNotFoundError)) throw error;
    }
  }

  async function disable(key: IntegrationKey): Promise<void> {
    try {
      await temporal.schedule.getHandle(scheduleIds.pull(key)).delete();
    } catch (error) {
      if (!(error instanceof ScheduleNotFoundError)) throw error;
    }
    for (const run of await storage.runs.open(key)) {
      try {
        await temporal.workflow.getHandle(run.workflowId).cancel();
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
        await storage.runs.end(key.tenantId, run._id, { state: 'cancelled', endedAt: now(), error: null });
        await storage.checkpoints.release(key, run._id, null);
      }
    }
  }

  return { loadState, probe, setState, enable, suspend, disable };
}
