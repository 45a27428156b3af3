import { ObjectId } from 'mongodb';
import { describeError, type ErrorCode } from '../domain/errors';
import { healthOf } from '../domain/health';
import { type IntegrationKey, scheduleIds, workflowIds } from '../domain/names';
import { signalNames, workflowTypes } from '../domain/workflow-contract';
import type { Alert } from '../platform/alerts';
import { signalIntegration } from '../platform/integration-signal';
import type { IntegrationDocument } from '../storage/integrations';
import type { ActivityDependencies } from './dependencies';

const RUNNING_INTEGRATIONS = `WorkflowType = '${workflowTypes.integration}' AND ExecutionStatus = 'Running'`;

export interface SweepActivities {
  /** Tells the operator, once each, of integrations that failed, are late, or work again. @returns how many. */
  sendAlerts(): Promise<number>;
  /**
   * Wakes integrations with deliveries, or with deals to fold again, that have waited long: whoever should
   * have signalled did not. @returns how many.
   */
  wakeWaiting(): Promise<number>;
  /**
   * Sees that every integration that should have a workflow and a Schedule has them, so that restoring
   * one store alone heals. @returns how many were mended.
   */
  restoreIntegrations(): Promise<number>;
}

export function createSweepActivities(dependencies: ActivityDependencies): SweepActivities {
  const { storage, temporal, taskQueues, alerts, limits, log, now } = dependencies;

  const isRead = ({ vendor }: IntegrationDocument) => dependencies.connectors[vendor] !== undefined;

  async function sendAlerts(): Promise<number> {
    if (!alerts.enabled) return 0;
    let sent = 0;
    for await (const integration of storage.integrations.inStates(['active', 'failed'])) {
      // A salon may have a quiet week: only a vendor that is read can be late.
      const lateAfterHours = isRead(integration) ? limits.lateAfterHours : Number.POSITIVE_INFINITY;
      const due = alertDue(integration, now(), lateAfterHours);
      if (due === null) continue;
      try {
        const tenant = await storage.tenants.get(integration.tenantId);
        await alerts.send(tenant === null ? due.alert : { ...due.alert, tenantName: tenant.name });
        await storage.integrations.setAlerts(integration, due.told);
        sent += 1;
      } catch (error) {
        // One receiver that does not answer must not keep the others from being told; it is tried again.
        log.error({ ...idsOf(integration), err: error }, 'an alert was not delivered');
      }
    }
    return sent;
  }

  async function wakeWaiting(): Promise<number> {
    const before = new Date(now().getTime() - limits.deliveryLateMs);
    const waiting = [
      ...(await storage.inbox.waitingSince(ObjectId.createFromTime(Math.floor(before.getTime() / 1000)))),
      ...(await storage.integrations.awaitingRefold(before)),
    ];
    let woken = 0;
    for (const key of new Map(waiting.map((key) => [workflowIds.integration(key), key])).values()) {
      if ((await storage.integrations.get(key))?.state !== 'active') continue;
      await signalIntegration(temporal, taskQueues, key, signalNames.webhooksReceived, []);
      woken += 1;
    }
    return woken;
  }

  async function restoreIntegrations(): Promise<number> {
    // Both lists lag a little behind; an integration that only seems to lack something is mended in vain.
    const schedules = new Set<string>();
    for await (const { scheduleId } of temporal.schedule.list()) schedules.add(scheduleId);
    const workflows = new Set<string>();
    for await (const { workflowId } of temporal.workflow.list({ query: RUNNING_INTEGRATIONS })) {
      workflows.add(workflowId);
    }
    let restored = 0;
    for await (const integration of storage.integrations.inStates(['active'])) {
      const whole =
        (!isRead(integration) || schedules.has(scheduleIds.pull(integration))) &&
        workflows.has(workflowIds.integration(integration));
      if (whole) continue;
      await restore(integration);
      restored += 1;
      log.warn(idsOf(integration), 'an active integration lacked its workflow or Schedule');
    }
    return restored;
  }

  /** The signal makes the workflow load its state and put its Schedule in order. */
  async function restore(integration: IntegrationDocument): Promise<void> {
    const news = { version: integration.version };
    await signalIntegration(temporal, taskQueues, integration, signalNames.settingsChanged, [news]);
  }

  return { sendAlerts, restoreIntegrations, wakeWaiting };
}

/** What the operator has not been told yet, or null. */
function alertDue(
  integration: IntegrationDocument,
  now: Date,
  lateAfterHours: number,
): { alert: Alert; told: Partial<IntegrationDocument['alerts']> } | null {
  const { state, reason, health, alerts, deactivatedAt } = integration;
  // What was told before it was switched off concerns whoever switched it on again no more.
  const isTold = (at: Date | null) => at !== null && (deactivatedAt === null || at > deactivatedAt);
  const { late } = healthOf(health, state, now, lateAfterHours);
  if (state === 'failed') {
    if (isTold(alerts.failedAt)) return null;
    const since = reason?.at ?? now;
    return {
      alert: alertOf(integration, 'integration_failed', since, textOf(reason?.code, reason?.parameters)),
      told: { failedAt: now },
    };
  }
  if (late) {
    if (isTold(alerts.lateAt)) return null;
    const since = health.lastSuccessAt ?? health.activatedAt ?? now;
    return {
      alert: alertOf(
        integration,
        'integration_late',
        since,
        textOf(health.error?.code, health.error?.parameters),
      ),
      told: { lateAt: now },
    };
  }
  if (alerts.failedAt === null && alerts.lateAt === null) return null;
  return {
    alert: alertOf(integration, 'integration_recovered', now, {
      ru: 'Интеграция снова работает. Делать ничего не нужно.',
      en: 'The integration works again. Nothing needs to be done.',
    }),
    told: { failedAt: null, lateAt: null },
  };
}

function alertOf(
  { tenantId, integrationId }: IntegrationDocument,
  kind: Alert['kind'],
  since: Date,
  text: Alert['text'],
): Alert {
  return { kind, tenantId, integrationId, since, text };
}

function textOf(
  code: ErrorCode | undefined,
  parameters: Parameters<typeof describeError>[2] = {},
): Alert['text'] {
  if (code === undefined) {
    return {
      ru: 'Данных давно не было. Откройте список запусков интеграции: там видно, что произошло.',
      en: 'No data for long. Open the runs of the integration: they say what happened.',
    };
  }
  const ru = describeError(code, 'ru', parameters);
  const en = describeError(code, 'en', parameters);
  return { ru: `${ru.message} ${ru.action}`, en: `${en.message} ${en.action}` };
}

function idsOf({ tenantId, integrationId }: IntegrationKey): Record<string, string> {
  return { tenantId, integrationId };
}
