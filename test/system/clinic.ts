import {
  type ScheduleHandle,
  WithStartWorkflowOperation,
  type Workflow,
  type WorkflowHandle,
} from '@temporalio/client';
import type { DataOptions } from '../../dev/simulators/medods/data-options';
import { type IntegrationKey, scheduleIds, workflowIds } from '../../src/domain/names';
import {
  type IntegrationUpdateName,
  type ProbeReport,
  signalNames,
} from '../../src/domain/workflow-contract';
import { createIdentifier } from '../../src/platform/hash';
import { encryptSecret, encryptSettings } from '../../src/platform/settings-cipher';
import type { CheckpointDocument } from '../../src/storage/checkpoints';
import type { IntegrationDocument, SettingsPart } from '../../src/storage/integrations';
import type { RunDocument } from '../../src/storage/runs';
import { medodsSettingsSchema } from '../../src/vendors/medods/settings';
import type { TestSystem } from './system';
import { waitFor } from './wait-for';

export const IDENTITY = '11111111-2222-4333-8444-555555555555';
export const SECRET_KEY = '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';

type PullKind = 'sync' | 'daily';
type DateRange = { readonly from: string; readonly to: string };

export interface StartedPull {
  readonly runId: string;
  readonly handle: WorkflowHandle;
  /** The run as it is stored now. */
  run(): Promise<RunDocument | null>;
  /** Waits for the workflow's end, however it ends, and gives the run. */
  ended(): Promise<RunDocument>;
}

export interface TestClinic {
  readonly key: IntegrationKey;
  readonly host: string;
  update(name: IntegrationUpdateName): Promise<ProbeReport | undefined>;
  /** Waits until a run of this kind, by default any, has ended, and gives the newest. */
  endedRun(count?: number): Promise<RunDocument>;
  /** Starts a pull beside the Schedule. */
  startPull(kind?: PullKind, range?: DateRange): Promise<StartedPull>;
  /** Starts a pull beside the Schedule and waits for its end. */
  pull(kind?: PullKind, range?: DateRange): Promise<RunDocument>;
  deactivate(): Promise<void>;
  /** Stores changed settings, and a changed SecretKey, without telling the integration. */
  saveSettings(settings: Record<string, unknown>, secretKey?: string): Promise<IntegrationDocument>;
  /** Stores changed settings and tells the integration. */
  changeSettings(settings: Record<string, unknown>, secretKey?: string): Promise<void>;
  integration(): Promise<IntegrationDocument>;
  checkpoint(): Promise<CheckpointDocument | null>;
  /** The handle of its Schedule. */
  schedule(): ScheduleHandle;
}

/** A tenant with a Medods integration, and its clinic in the simulator. */
export async function createClinic(
  system: TestSystem,
  data: Partial<DataOptions> = {},
  settings: Record<string, unknown> = {},
): Promise<TestClinic> {
  const tenantId = `t-${createIdentifier()}`;
  const key = { tenantId, integrationId: 'medods' };
  const host = `${tenantId}.medods.ru`;
  await system.medods.putClinic({ host, identity: IDENTITY, secretKey: SECRET_KEY, data });
  const settingsPart = (changed: Record<string, unknown>, secretKey: string): SettingsPart => {
    const parsed = medodsSettingsSchema.parse({
      uid: `https://${host}/`,
      identity: IDENTITY,
      leads: { enabled: true, onlineSourceIds: [14], fallback: { kind: 'campaign', campaignId: 'c1' } },
      deals: { enabled: true },
      ...settings,
      ...changed,
    });
    return {
      settings: encryptSettings(system.keyring, key, parsed),
      secrets: {
        secretKey: { value: encryptSecret(system.keyring, key, 'secretKey', secretKey), setAt: new Date() },
      },
      references: [],
      account: `https://${host}`,
      timeZone: parsed.timeZone ?? 'Europe/Moscow',
    };
  };
  const { storage, temporal } = system;
  await storage.integrations.create(key, 'medods', settingsPart({}, SECRET_KEY), new Date());
  const { entity, pull } = system.dependencies.taskQueues;

  async function update(name: IntegrationUpdateName): Promise<ProbeReport | undefined> {
    return temporal.workflow.executeUpdateWithStart<Workflow, ProbeReport | undefined, []>(name, {
      startWorkflowOperation: new WithStartWorkflowOperation('integration', {
        workflowId: workflowIds.integration(key),
        taskQueue: entity,
        args: [key],
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
    });
  }

  async function endedRun(count = 1): Promise<RunDocument> {
    return waitFor(`run ${count} of ${tenantId} to end`, async () => {
      const runs = await storage.runs.list(key, null, 50);
      const [newest] = runs;
      return runs.filter(({ endedAt }) => endedAt !== null).length >= count ? newest : null;
    });
  }

  async function startPull(kind: PullKind = 'sync', range?: DateRange): Promise<StartedPull> {
    const runId = `run-${createIdentifier()}`;
    const handle = await temporal.workflow.start('pull', {
      workflowId: `pull/${tenantId}/medods/${runId}`,
      taskQueue: pull,
      args: [{ ...key, kind: range === undefined ? kind : 'backfill', runId, ...(range && { range }) }],
    });
    const run = () => storage.runs.get(tenantId, 'medods', runId);
    const ended = async (): Promise<RunDocument> => {
      await handle.result().catch(() => undefined);
      const document = await run();
      if (document === null) throw new Error('the pull listed no run');
      return document;
    };
    return { runId, handle, run, ended };
  }

  async function integration(): Promise<IntegrationDocument> {
    const document = await storage.integrations.get(key);
    if (document === null) throw new Error('the integration is gone');
    return document;
  }

  async function saveSettings(
    changed: Record<string, unknown>,
    secretKey = SECRET_KEY,
  ): Promise<IntegrationDocument> {
    const { version } = await integration();
    const part = settingsPart(changed, secretKey);
    const saved = await storage.integrations.replaceSettings(key, version, part, new Date());
    if (saved === null) throw new Error('somebody else changed the settings');
    return saved;
  }

  return {
    key,
    host,
    update,
    endedRun,
    startPull,
    pull: async (kind, range) => (await startPull(kind, range)).ended(),
    deactivate: async () => {
      await update('deactivate');
    },
    saveSettings,
    changeSettings: async (changed, secretKey) => {
      const { version } = await saveSettings(changed, secretKey);
      const handle = temporal.workflow.getHandle(workflowIds.integration(key));
      await handle.signal(signalNames.settingsChanged, { version });
    },
    integration,
    checkpoint: () => storage.checkpoints.get(key),
    schedule: () => temporal.schedule.getHandle(scheduleIds.pull(key)),
  };
}
