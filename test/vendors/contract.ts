import { z } from 'zod';
import { createSweepActivities } from '../../src/activities/sweep';
import { createTemporalGateway } from '../../src/api/temporal-gateway';
import { deleteTenant } from '../../src/api/tenant-deletion';
import { type IntegrationKey, type VendorName, workflowIds } from '../../src/domain/names';
import { searchTokens } from '../../src/domain/search';
import type { IntegrationUpdateName, ProbeReport } from '../../src/domain/workflow-contract';
import { type InboxDocument, inboxIndexes } from '../../src/storage/inbox';
import type { IntegrationDocument } from '../../src/storage/integrations';
import { vendorRegistry } from '../../src/vendors/registry';
import { collectLog } from '../platform/log-lines';
import type { StartedPull, TestClinic } from '../system/clinic';
import { keptTexts, leaksOf } from '../system/kept-texts';
import { startSystem, type TestSystem } from '../system/system';
import { waitFor } from '../system/wait-for';

/** The integration of a tenant with a vendor account. */
export interface VendorIntegration {
  readonly key: IntegrationKey;
  update(name: IntegrationUpdateName): Promise<ProbeReport | undefined>;
  integration(): Promise<IntegrationDocument>;
  deactivate(): Promise<void>;
}

/** A vendor account in its simulator, and the integration of a tenant with it. */
export interface VendorAccount {
  readonly connected: VendorIntegration;
  /** Ids of the records the vendor has now. */
  externalIds(): Promise<string[]>;
  /** Everything secret or personal that the account holds; at least the credentials. */
  secrets(): Promise<string[]>;
  /** Stores credentials that are not those of the vendor account. */
  spoilCredentials(): Promise<void>;
  /** Every record arrives as it stands now, and is dealt with. */
  bringAll(): Promise<void>;
}

export interface PulledAccount extends VendorAccount {
  readonly clinic: TestClinic;
}

/** How a vendor that is read plays its part; a page here is what is written before one checkpoint. */
export interface PulledVendor {
  /** Makes an account with so many records, all within what a pull reads. */
  account(system: TestSystem, records: number): Promise<PulledAccount>;
  /** Records that make one full page, and records that fill three pages to the last row. */
  readonly page: number;
  readonly exactPages: number;
  /** Holds every answer after the first page back until it is released. */
  holdSecondPage(system: TestSystem, account: PulledAccount): Promise<{ release(): Promise<void> }>;
  /** Requests for pages of records that were sent since the last call. */
  pagesAsked(system: TestSystem, account: PulledAccount): Promise<number>;
  /** Position of a pull far beyond the last record, made from one in mid-pull. */
  beyondTheEnd(position: unknown): unknown;
}

export interface SentAccount extends VendorAccount {
  /** Sends every record as it stands, each in a delivery of its own, and waits until all were answered. */
  sendAll(): Promise<void>;
  /** Sends a record as changed in a far future, and then as changed now. @returns its id. */
  sendFromTheFuture(): Promise<string>;
}

/** How a vendor that sends plays its part. */
export interface SentVendor {
  account(system: TestSystem, records: number): Promise<SentAccount>;
  /** Deliveries that are dealt with at once. */
  readonly batch: number;
}

/** What every vendor does. */
export interface VendorHarness {
  readonly vendor: VendorName;
  /** Settings that pass, with nothing in them that need not be. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** For a vendor that is read; one that only sends webhooks has none. */
  readonly pulled: PulledVendor | null;
  /** For a vendor that sends webhooks. */
  readonly sent: SentVendor | null;
  /** Starts what the accounts need, once. @returns how to stop it. */
  start?(system: TestSystem): Promise<() => Promise<void>>;
  /** Makes an account for what does not depend on how records arrive. */
  account(system: TestSystem, records: number): Promise<VendorAccount>;
}

/** The promises of every vendor. Call it once in the vendor's own test file. */
export function describeVendor({ vendor, settings, pulled, sent, start, account }: VendorHarness): void {
  describe(`the vendor ${vendor}`, () => {
    let system: TestSystem;
    let stopVendor: (() => Promise<void>) | undefined;
    const log = collectLog();
    beforeAll(async () => {
      system = await startSystem({ log: log.log });
      stopVendor = await start?.(system);
    });
    afterAll(async () => {
      await stopVendor?.();
      await system.stop();
    });

    const storedIds = ({ connected }: VendorAccount) =>
      system.db
        .collection('deals')
        .find({ tenantId: connected.key.tenantId })
        .project({ externalId: 1 })
        .toArray();

    /** Every record of the vendor is one deal, and there is no other. */
    async function expectAllOnce(subject: VendorAccount): Promise<void> {
      const stored = (await storedIds(subject)).map(({ externalId }) => String(externalId));
      expect(stored.sort()).toEqual((await subject.externalIds()).sort());
    }

    test('takes good credentials and becomes active', async () => {
      const subject = await account(system, 3);
      expect((await subject.connected.update('activate'))?.error).toBeNull();
      expect(await subject.connected.integration()).toMatchObject({ state: 'active', reason: null });
      await subject.connected.deactivate();
      expect(await subject.connected.integration()).toMatchObject({ state: 'inactive' });
    });

    const tools = () => ({ system, log, storedIds, expectAllOnce });

    test('wrong settings are refused at their field', () => {
      const { schema, fields, secretNames } = vendorRegistry[vendor];
      const faults = (over: Record<string, unknown>) =>
        schema
          .safeParse({ ...settings, ...over })
          .error?.issues.map(({ path, code }) => [path.join('.'), code]);
      expect(faults({})).toBeUndefined();
      expect(faults({ nobodysField: 1 })).toEqual([['', 'unrecognized_keys']]);
      const required = fields.filter(({ path, required }) => required && !secretNames.includes(path));
      expect(required.length).toBeGreaterThan(0);
      for (const { path } of required) {
        for (const wrong of [undefined, '', {}]) {
          expect(faults({ [path]: wrong })?.map(([field]) => field)).toEqual([path]);
        }
      }
      expect(faults({ timeZone: 'Europe/Nowhere' })?.map(([field]) => field)).toEqual(['timeZone']);
      const faultsOfLeads = faults({ leads: { enabled: true } })?.map(([field]) => field);
      expect(faultsOfLeads).toEqual(['leads.fallback']);
    });

    test('brings every record once, and brought again doubles nothing', async () => {
      const subject = await account(system, 25);
      await subject.connected.update('activate');
      for (const _ of ['first', 'second']) {
        await subject.bringAll();
        await expectAllOnce(subject);
      }
      await subject.connected.deactivate();
    });

    test('switched off keeps what came, and switched on again goes on with it', async () => {
      const subject = await account(system, 12);
      await subject.connected.update('activate');
      await subject.bringAll();
      await subject.connected.deactivate();
      expect(await subject.connected.integration()).toMatchObject({ state: 'inactive' });
      await expectAllOnce(subject);
      await subject.connected.update('activate');
      await subject.bringAll();
      await expectAllOnce(subject);
      await subject.connected.deactivate();
    });

    test('writes no secret and no person into any log or history, nor in the clear beside the data', async () => {
      const subject = await account(system, 25);
      await subject.connected.update('activate');
      await subject.bringAll();
      const secrets = await subject.secrets();
      expect(secrets.length).toBeGreaterThan(2);
      expect(log.text()).not.toBe('');
      expect(leaksOf(await writtenTexts(tools(), subject), secrets)).toEqual([]);
      expect(leaksOf([`…${secrets.at(-1)}…`], secrets)).toHaveLength(1);
      const { tenantId } = subject.connected.key;
      for (const name of ['integrations', 'inbox', 'runs', 'checkpoints', 'rawCopies']) {
        const stored = await system.db.collection(name).find({ tenantId }).toArray();
        expect([name, leaksOf([JSON.stringify(stored)], secrets)]).toEqual([name, []]);
      }
      await subject.connected.deactivate();
    });

    test('a person who was erased is gone, and does not come back with what comes again', async () => {
      const subject = await account(system, 25);
      const { tenantId } = subject.connected.key;
      await subject.connected.update('activate');
      await subject.bringAll();
      const contacts = system.db.collection('contacts');
      const person = await contacts.findOne({ tenantId, 'phones.0': { $exists: true } });
      const phone = z.string().parse(person?.['phones'][0]);
      const shown = async () => [
        await contacts.countDocuments({ tenantId, phones: phone }),
        await system.db.collection('leads').countDocuments({ tenantId, 'contact.phone': phone }),
        await system.db
          .collection('deals')
          .countDocuments({ tenantId, search: { $all: searchTokens([], [phone]) } }),
      ];
      const [contactsBefore, , dealsBefore] = await shown();
      expect(contactsBefore).toBeGreaterThan(0);
      expect(dealsBefore).toBeGreaterThan(0);
      const options = { keyring: system.keyring, now: new Date(), deliveriesUntil: new Date() };
      await system.storage.erasure.erase(tenantId, { kind: 'phone', phone }, options);
      expect(await shown()).toEqual([0, 0, 0]);
      await subject.bringAll();
      expect(await shown()).toEqual([0, 0, 0]);
      await expectAllOnce(subject);
      await subject.connected.deactivate();
    });

    test('a tenant that is deleted leaves neither a document nor a workflow', async () => {
      const subject = await account(system, 12);
      const { tenantId } = subject.connected.key;
      await system.storage.tenants.create({
        _id: tenantId,
        name: 'Уходящий',
        timezone: 'Europe/Moscow',
        components: [],
        createdAt: new Date(),
        deletedAt: null,
      });
      await subject.connected.update('activate');
      await subject.bringAll();
      await expectAllOnce(subject);
      const temporal = createTemporalGateway(async () => system.temporal, system.dependencies.taskQueues);
      await deleteTenant({ storage: system.storage, temporal, log: log.log }, tenantId);
      for (const { name } of await system.db.listCollections().toArray()) {
        const left = await system.db.collection(name).countDocuments({ tenantId });
        expect([name, left]).toEqual([name, 0]);
      }
      const workflow = system.temporal.workflow.getHandle(workflowIds.integration(subject.connected.key));
      expect((await workflow.describe()).status.name).not.toBe('RUNNING');
    });

    if (pulled !== null) describePulledVendor(pulled, tools);
    if (sent !== null) describeSentVendor(sent, tools);
  });
}

interface VendorTools {
  readonly system: TestSystem;
  readonly log: ReturnType<typeof collectLog>;
  storedIds(subject: VendorAccount): Promise<unknown[]>;
  /** Every record of the vendor is one deal, and there is no other. */
  expectAllOnce(subject: VendorAccount): Promise<void>;
}

/** All that is kept of the workflows of the integration, and all that was logged. */
async function writtenTexts({ system, log }: VendorTools, { connected }: VendorAccount): Promise<string[]> {
  const runs = await system.storage.runs.list(connected.key, null, 50);
  const ids = [workflowIds.integration(connected.key), ...new Set(runs.map(({ workflowId }) => workflowId))];
  const kept = await Promise.all(ids.map((id) => keptTexts(system.temporal.workflow.getHandle(id))));
  return [...kept.flat(), log.text()];
}

function describePulledVendor(pulled: PulledVendor, tools: () => VendorTools): void {
  async function pull(subject: PulledAccount, records: number): Promise<void> {
    const run = await subject.clinic.pull();
    expect(run).toMatchObject({ state: 'succeeded', error: null, counts: { new: records } });
    await tools().expectAllOnce(subject);
  }

  test('says that bad credentials are bad, takes nothing, and keeps them out of logs and histories', async () => {
    const { system, storedIds, log } = tools();
    const subject = await pulled.account(system, 3);
    const secrets = await subject.secrets();
    await subject.spoilCredentials();
    const spoilt = await subject.secrets();
    const report = await subject.connected.update('activate');
    expect(report?.error?.code).toBe('credentials_rejected');
    expect(await subject.connected.integration()).toMatchObject({ state: 'failed' });
    expect(await storedIds(subject)).toEqual([]);
    expect(log.text()).not.toBe('');
    expect(leaksOf(await writtenTexts(tools(), subject), [...secrets, ...spoilt])).toEqual([]);
    await subject.connected.deactivate();
  });

  test('reads an account without records to its end', async () => {
    await pull(await pulled.account(tools().system, 0), 0);
  });

  test('reads one record, a page, a page and one, and pages that end with the last row', async () => {
    for (const records of [1, pulled.page, pulled.page + 1, pulled.exactPages]) {
      await pull(await pulled.account(tools().system, records), records);
    }
  });

  test('pulled twice, doubles nothing and finds nothing new', async () => {
    const subject = await pulled.account(tools().system, pulled.page + 7);
    await pull(subject, pulled.page + 7);
    expect(await subject.clinic.pull()).toMatchObject({ counts: { new: 0, changed: 0 } });
    await tools().expectAllOnce(subject);
  });

  async function stoppedPull(subject: PulledAccount): Promise<StartedPull> {
    const { system } = tools();
    const held = await pulled.holdSecondPage(system, subject);
    const started = await subject.clinic.startPull();
    await waitFor('a page to be open', async () => {
      const { position } = (await subject.clinic.checkpoint()) ?? {};
      return position?.runId === started.runId && (await started.run())?.counts.seen === pulled.page;
    });
    await started.handle.terminate('as a killed worker would leave it');
    await held.release();
    return started;
  }

  /** Another workflow takes the run up where the one that died left it. */
  async function resume(subject: PulledAccount, { runId }: StartedPull): Promise<void> {
    const { system } = tools();
    await system.temporal.workflow.execute('pull', {
      workflowId: `pull/${subject.clinic.key.tenantId}/again`,
      taskQueue: system.dependencies.taskQueues.pull,
      args: [{ ...subject.clinic.key, kind: 'sync', runId }],
    });
    const run = await system.storage.runs.get(
      subject.clinic.key.tenantId,
      subject.clinic.key.integrationId,
      runId,
    );
    expect(run).toMatchObject({ state: 'succeeded' });
    await tools().expectAllOnce(subject);
  }

  test('killed in mid-pull, goes on from its page and asks at most two again', async () => {
    const { system } = tools();
    const records = pulled.page * 4;
    const unbroken = await pulled.account(system, records);
    await pull(unbroken, records);
    const pages = await pulled.pagesAsked(system, unbroken);
    const subject = await pulled.account(system, records);
    const stopped = await stoppedPull(subject);
    await pulled.pagesAsked(system, subject);
    await resume(subject, stopped);
    expect(await pulled.pagesAsked(system, subject)).toBeLessThanOrEqual(pages - 1 + 2);
  });

  test('with a position beyond the last record, still reads every record', async () => {
    const { system } = tools();
    const subject = await pulled.account(system, pulled.page * 2);
    const stopped = await stoppedPull(subject);
    const at = pulled.beyondTheEnd((await subject.clinic.checkpoint())?.position?.at);
    await system.db
      .collection('checkpoints')
      .updateOne({ tenantId: subject.clinic.key.tenantId }, { $set: { 'position.at': at } });
    await resume(subject, stopped);
  });
}

function describeSentVendor(sent: SentVendor, tools: () => VendorTools): void {
  const inbox = () => tools().system.db.collection<InboxDocument>(inboxIndexes.collection);
  const deliveries = ({ connected }: SentAccount) =>
    inbox()
      .find({ ...connected.key })
      .toArray();
  const pending = ({ connected }: SentAccount) => inbox().countDocuments({ ...connected.key, pending: true });
  async function outcomes(subject: SentAccount): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { outcome } of (await deliveries(subject)).flatMap(({ results }) => results)) {
      counts[outcome] = (counts[outcome] ?? 0) + 1;
    }
    return counts;
  }
  const drained = (subject: SentAccount) =>
    waitFor('nothing to be pending', async () => (await pending(subject)) === 0);

  async function activeAccount(records: number): Promise<SentAccount> {
    const subject = await sent.account(tools().system, records);
    await subject.connected.update('activate');
    return subject;
  }

  test('with credentials of another account is active, and what is sent to it is kept, shown and not taken', async () => {
    const { storedIds } = tools();
    const subject = await sent.account(tools().system, 3);
    const secrets = await subject.secrets();
    await subject.spoilCredentials();
    expect((await subject.connected.update('activate'))?.error).toBeNull();
    await subject.sendAll();
    await drained(subject);
    expect(await outcomes(subject)).toEqual({ mismatch: 3 });
    expect(await storedIds(subject)).toEqual([]);
    const spoilt = await subject.secrets();
    expect(leaksOf(await writtenTexts(tools(), subject), [...secrets, ...spoilt])).toEqual([]);
    await subject.connected.deactivate();
  });

  test('an account that sends nothing is active and has nothing', async () => {
    const subject = await activeAccount(0);
    await subject.sendAll();
    expect(await deliveries(subject)).toEqual([]);
    await tools().expectAllOnce(subject);
    expect(await subject.connected.integration()).toMatchObject({ state: 'active', reason: null });
  });

  test('takes one delivery, as many as are dealt with at once, and one more', async () => {
    for (const records of [1, sent.batch, sent.batch + 1]) {
      const subject = await sent.account(tools().system, records);
      await subject.sendAll();
      expect(await pending(subject)).toBe(records);
      await subject.connected.update('activate');
      await drained(subject);
      expect(await outcomes(subject)).toEqual({ applied: records });
      await tools().expectAllOnce(subject);
    }
  });

  test('sent twice, doubles nothing and finds nothing new', async () => {
    const subject = await activeAccount(30);
    await subject.sendAll();
    await subject.sendAll();
    await drained(subject);
    expect(await outcomes(subject)).toEqual({ applied: 30, duplicate: 30 });
    await tools().expectAllOnce(subject);
  });

  test('killed in the middle of what waits, goes on with the rest', async () => {
    const { system } = tools();
    const records = sent.batch * 4;
    const subject = await sent.account(system, records);
    await subject.sendAll();
    expect(await pending(subject)).toBe(records);
    await subject.connected.update('activate');
    await waitFor('some to be dealt with and others to wait', async () => {
      const waiting = await pending(subject);
      return waiting > 0 && waiting < records;
    });
    const handle = system.temporal.workflow.getHandle(workflowIds.integration(subject.connected.key));
    await handle.terminate('as if it had been lost');
    expect(await pending(subject)).toBeGreaterThan(0);
    const later = () => new Date(Date.now() + 2 * 60_000);
    await createSweepActivities({ ...system.dependencies, now: later }).wakeWaiting();
    await drained(subject);
    expect((await handle.describe()).status.name).toBe('RUNNING');
    await tools().expectAllOnce(subject);
    await subject.connected.deactivate();
  });

  test('a change from a far future does not keep out what really comes later', async () => {
    const subject = await activeAccount(1);
    const id = await subject.sendFromTheFuture();
    await drained(subject);
    expect(await outcomes(subject)).toEqual({ applied: 2 });
    const { tenantId, integrationId } = subject.connected.key;
    const deal = await tools()
      .system.db.collection('deals')
      .findOne({ tenantId, integrationId, externalId: id });
    expect(deal?.['name']).toBe('Now');
  });
}
