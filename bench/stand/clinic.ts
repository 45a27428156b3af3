import type { DataOptions } from '../../dev/simulators/medods/data-options';
import { type IntegrationKey, workflowIds } from '../../src/domain/names';
import { type PullInput, workflowTypes } from '../../src/domain/workflow-contract';
import { createIdentifier } from '../../src/platform/hash';
import { encryptSecret, encryptSettings } from '../../src/platform/settings-cipher';
import type { RunDocument } from '../../src/storage/runs';
import { medodsSettingsSchema } from '../../src/vendors/medods/settings';
import type { Stand, StandDatabase } from './stand';

/** The keys of the contract's test vector: invented. */
export const IDENTITY = '11111111-2222-4333-8444-555555555555';
export const SECRET_KEY = '0123456789abcdef'.repeat(4);
export const TIME_ZONE = 'Europe/Moscow';

/** Makes a clinic in the simulator. */
export async function putClinic(
  { medods }: Stand,
  host: string,
  data: Partial<DataOptions>,
): Promise<{ appointments: number; clients: number; orders: number }> {
  const { counts } = await medods.putClinic({ host, identity: IDENTITY, secretKey: SECRET_KEY, data });
  return {
    appointments: counts.appointments ?? 0,
    clients: counts.clients ?? 0,
    orders: counts.orders ?? 0,
  };
}

/** Stores a new tenant's integration with that clinic, inactive, as the first `PUT` of its settings would. */
export async function connectClinic(
  { keyring }: Stand,
  { storage }: StandDatabase,
  host: string,
): Promise<IntegrationKey> {
  const key = { tenantId: createIdentifier(), integrationId: 'medods' };
  const settings = medodsSettingsSchema.parse({
    uid: `https://${host}/`,
    identity: IDENTITY,
    leads: { enabled: true, onlineSourceIds: [14], fallback: { kind: 'campaign', campaignId: 'c1' } },
    deals: { enabled: true },
  });
  const now = new Date();
  const secretKey = { value: encryptSecret(keyring, key, 'secretKey', SECRET_KEY), setAt: now };
  const part = {
    settings: encryptSettings(keyring, key, settings),
    secrets: { secretKey },
    references: [],
    account: `https://${host}`,
    timeZone: TIME_ZONE,
  };
  await storage.integrations.create(key, 'medods', part, now);
  return key;
}

/** A pull that was started. */
export interface StartedPull {
  readonly runId: string;
  /** Waits for its end and gives what it did. Throws unless it succeeded. */
  ended(): Promise<RunDocument>;
}

/** Starts a pull by its workflow, as the API or the Schedule does. */
export async function startPull(
  { temporal, queues }: Stand,
  { storage }: StandDatabase,
  key: IntegrationKey,
  what: Pick<PullInput, 'kind' | 'range'>,
): Promise<StartedPull> {
  const runId = createIdentifier('run');
  const input: PullInput = { ...key, ...what, runId };
  const handle = await temporal.workflow.start(workflowTypes.pull, {
    workflowId: `${workflowIds.daily(key)}-${runId}`,
    taskQueue: queues.pull,
    args: [input],
  });
  return {
    runId,
    ended: async () => {
      await handle.result();
      const run = await storage.runs.get(key.tenantId, key.integrationId, runId);
      if (run?.state !== 'succeeded') throw new Error(`the pull ended ${run?.state ?? 'unlisted'}`);
      return run;
    },
  };
}
