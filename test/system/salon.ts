import { WithStartWorkflowOperation, type Workflow } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import { ObjectId } from 'mongodb';
import type { ActivityDependencies } from '../../src/activities/dependencies';
import { createDrainActivities } from '../../src/activities/drain';
import { newHook, webhookUrl } from '../../src/api/hook-secret';
import { PLACES_A_DELIVERY } from '../../src/domain/delivery';
import { type IntegrationKey, workflowIds } from '../../src/domain/names';
import type { IntegrationUpdateName, ProbeReport } from '../../src/domain/workflow-contract';
import { encryptDelivery } from '../../src/platform/delivery-cipher';
import { createIdentifier } from '../../src/platform/hash';
import { createLogger } from '../../src/platform/log';
import { encryptSecret, encryptSettings } from '../../src/platform/settings-cipher';
import { createTemporalLogger } from '../../src/platform/temporal-logger';
import type { ContactDocument } from '../../src/storage/contacts';
import type { DealDocument } from '../../src/storage/deals';
import { type InboxDocument, inboxIndexes } from '../../src/storage/inbox';
import type { IntegrationDocument, SettingsPart } from '../../src/storage/integrations';
import type { LeadDocument } from '../../src/storage/leads';
import { profsalonSettingsSchema, TOKEN } from '../../src/vendors/profsalon/settings';
import type { TestSystem } from './system';
import { untilIdle } from './until-idle';

export const SALON_TOKEN = 'TEST-TOKEN-0001';

const logger = createTemporalLogger(createLogger({ level: 'silent', pretty: false, name: 'test' }));
const EVERYTHING = { created: { from: null, before: null }, search: null };
const LISTED_AT_MOST = 1_000;

export interface TestSalon {
  readonly key: IntegrationKey;
  readonly salonId: number;
  readonly login: string;
  /** The address of its hook at the API of this origin. */
  hookAt(origin: string): string;
  /** A body of contract v1 from this salon. */
  body(record: Record<string, unknown>, event?: 'create' | 'update' | 'delete'): Record<string, unknown>;
  /** Writes a delivery as the door does, and tells nobody. @returns the id of its row. */
  store(body: unknown, over?: Partial<InboxDocument>): Promise<ObjectId>;
  /** One drain outside of any worker. */
  drain(dependencies?: ActivityDependencies): Promise<{ readonly more: boolean }>;
  update(name: IntegrationUpdateName): Promise<ProbeReport | undefined>;
  /** Waits until its workflow has drained, and does so no more. */
  idle(): Promise<void>;
  deactivate(): Promise<void>;
  saveSettings(settings: Record<string, unknown>, token?: string): Promise<IntegrationDocument>;
  integration(): Promise<IntegrationDocument>;
  /** Newest first. */
  deliveries(): Promise<InboxDocument[]>;
  deals(): Promise<DealDocument[]>;
  leads(): Promise<LeadDocument[]>;
  contacts(): Promise<ContactDocument[]>;
}

let salons = 0;
let lastPlace = 0;

/** A tenant with a ProfSalon integration, inactive unless it is said to be active without its workflow. */
export async function createSalon(
  system: TestSystem,
  { active = false, settings = {} }: { active?: boolean; settings?: Record<string, unknown> } = {},
): Promise<TestSalon> {
  const { storage, keyring, temporal } = system;
  const key = { tenantId: `t-${createIdentifier()}`, integrationId: 'profsalon' };
  salons += 1;
  const salonId = 5_000 + salons;
  const login = `msc_salon_${salonId}`;

  const settingsPart = (changed: Record<string, unknown>, token: string): SettingsPart => {
    const parsed = profsalonSettingsSchema.parse({
      salonId: String(salonId),
      salonLogin: login,
      leads: { enabled: true, fallback: { kind: 'campaign', campaignId: 'c1' } },
      deals: { enabled: true },
      ...settings,
      ...changed,
    });
    return {
      settings: encryptSettings(keyring, key, parsed),
      secrets: { [TOKEN]: { value: encryptSecret(keyring, key, TOKEN, token), setAt: new Date() } },
      references: [],
      account: `${salonId}|${login}`,
      timeZone: parsed.timeZone ?? 'Europe/Moscow',
    };
  };
  const hook = newHook(keyring, key, new Date());
  const part = settingsPart({}, SALON_TOKEN);
  await storage.integrations.create(key, 'profsalon', part, new Date(), hook);
  if (active) await storage.integrations.setActive(key, new Date());

  async function integration(): Promise<IntegrationDocument> {
    const document = await storage.integrations.get(key);
    if (document === null) throw new Error('the integration is gone');
    return document;
  }

  async function update(name: IntegrationUpdateName): Promise<ProbeReport | undefined> {
    return temporal.workflow.executeUpdateWithStart<Workflow, ProbeReport | undefined, []>(name, {
      startWorkflowOperation: new WithStartWorkflowOperation('integration', {
        workflowId: workflowIds.integration(key),
        taskQueue: system.dependencies.taskQueues.entity,
        args: [key],
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
    });
  }

  async function store(body: unknown, over: Partial<InboxDocument> = {}): Promise<ObjectId> {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
    lastPlace = Math.max(lastPlace + PLACES_A_DELIVERY, Date.now() * 1000);
    const row: InboxDocument = {
      _id: new ObjectId(),
      ...key,
      place: lastPlace,
      receivedAt: new Date(),
      contentType: 'application/json',
      contentEncoding: null,
      body: encryptDelivery(keyring, key, bytes),
      bytes: bytes.length,
      pending: true,
      attempts: 0,
      results: [],
      ...over,
    };
    const results = await storage.inbox.insertGroup([row]);
    if (results[0] !== 'inserted') throw new Error(`the delivery was not stored: ${results[0]}`);
    return row._id;
  }

  return {
    key,
    salonId,
    login,
    hookAt: (origin) => webhookUrl(keyring, key, origin, 'profsalon', hook),
    body: (record, event = 'update') => ({ event, salon_id: salonId, salon_login: login, record }),
    store,
    drain: async (dependencies = system.dependencies) => {
      const limits = { ...dependencies.limits, lingerMs: 0 };
      const { drainInbox } = createDrainActivities({ ...dependencies, limits });
      return new MockActivityEnvironment({}, { logger }).run(drainInbox, key);
    },
    update,
    idle: () => untilIdle(temporal, key),
    deactivate: async () => {
      await update('deactivate');
    },
    saveSettings: async (changed, token = SALON_TOKEN) => {
      const { version } = await integration();
      const changedPart = settingsPart(changed, token);
      const saved = await storage.integrations.replaceSettings(key, version, changedPart, new Date());
      if (saved === null) throw new Error('somebody else changed the settings');
      return saved;
    },
    integration,
    deliveries: () =>
      system.db
        .collection<InboxDocument>(inboxIndexes.collection)
        .find({ ...key })
        .sort({ place: -1 })
        .toArray(),
    deals: () => storage.deals.list(key.tenantId, EVERYTHING, null, LISTED_AT_MOST),
    leads: () => storage.leads.list(key.tenantId, EVERYTHING, null, LISTED_AT_MOST),
    contacts: () => storage.contacts.list(key.tenantId, EVERYTHING, null, LISTED_AT_MOST),
  };
}
