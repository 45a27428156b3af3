import { workflowIds } from '../../src/domain/names';
import { collectLog } from '../platform/log-lines';
import type { StartedPull, TestClinic } from '../system/clinic';
import { keptTexts, leaksOf } from '../system/kept-texts';
import { startSystem, type TestSystem } from '../system/system';
import { waitFor } from '../system/wait-for';

/** A vendor account in its simulator, and the integration of a tenant with it. */
export interface VendorAccount {
  readonly clinic: TestClinic;
  /** Ids of the records the vendor has now. */
  externalIds(): Promise<string[]>;
  /** Everything secret or personal that the account holds; at least the credentials. */
  secrets(): Promise<string[]>;
  /** Stores credentials that the vendor refuses. */
  spoilCredentials(): Promise<void>;
}

/** How a vendor that is read plays its part; a page here is what is written before one checkpoint. */
export interface PulledVendor {
  /** Makes an account with so many records, all within what a pull reads. */
  account(system: TestSystem, records: number): Promise<VendorAccount>;
  /** Records that make one full page, and records that fill three pages to the last row. */
  readonly page: number;
  readonly exactPages: number;
  /** Holds every answer after the first page back until it is released. */
  holdSecondPage(system: TestSystem, account: VendorAccount): Promise<{ release(): Promise<void> }>;
  /** Requests for pages of records that were sent since the last call. */
  pagesAsked(system: TestSystem, account: VendorAccount): Promise<number>;
  /** Position of a pull far beyond the last record, made from one in mid-pull. */
  beyondTheEnd(position: unknown): unknown;
}

/** What every vendor does. */
export interface VendorHarness {
  readonly vendor: string;
  /** For a vendor that is read; one that only sends webhooks has none. */
  readonly pulled: PulledVendor | null;
  /** Makes an account for what does not depend on how records arrive. */
  account(system: TestSystem, records: number): Promise<VendorAccount>;
}

/** The promises of every vendor. Call it once in the vendor's own test file. */
export function describeVendor({ vendor, pulled, account }: VendorHarness): void {
  describe(`the vendor ${vendor}`, () => {
    let system: TestSystem;
    const log = collectLog();
    beforeAll(async () => {
      system = await startSystem({ log: log.log });
    });
    afterAll(() => system.stop());

    const storedIds = ({ clinic }: VendorAccount) =>
      system.db
        .collection('deals')
        .find({ tenantId: clinic.key.tenantId })
        .project({ externalId: 1 })
        .toArray();

    /** Every record of the vendor is one deal, and there is no other. */
    async function expectAllOnce(subject: VendorAccount): Promise<void> {
      const stored = (await storedIds(subject)).map(({ externalId }) => String(externalId));
      expect(stored.sort()).toEqual((await subject.externalIds()).sort());
    }

    test('takes good credentials and becomes active', async () => {
      const subject = await account(system, 3);
      expect((await subject.clinic.update('activate'))?.error).toBeNull();
      expect(await subject.clinic.integration()).toMatchObject({ state: 'active', reason: null });
      await subject.clinic.deactivate();
      expect(await subject.clinic.integration()).toMatchObject({ state: 'inactive' });
    });

    test('says that bad credentials are bad, takes nothing, and keeps them out of logs and histories', async () => {
      const subject = await account(system, 3);
      const secrets = await subject.secrets();
      await subject.spoilCredentials();
      const spoilt = await subject.secrets();
      const report = await subject.clinic.update('activate');
      expect(report?.error?.code).toBe('credentials_rejected');
      expect(await subject.clinic.integration()).toMatchObject({ state: 'failed' });
      expect(await storedIds(subject)).toEqual([]);
      const handle = system.temporal.workflow.getHandle(workflowIds.integration(subject.clinic.key));
      const texts = [...(await keptTexts(handle)), log.text()];
      expect(log.text()).not.toBe('');
      expect(leaksOf(texts, [...secrets, ...spoilt])).toEqual([]);
      await subject.clinic.deactivate();
    });

    if (pulled !== null) describePulledVendor(pulled, () => ({ system, log, expectAllOnce }));
  });
}

interface PullTools {
  readonly system: TestSystem;
  readonly log: ReturnType<typeof collectLog>;
  expectAllOnce(subject: VendorAccount): Promise<void>;
}

function describePulledVendor(pulled: PulledVendor, tools: () => PullTools): void {
  async function pull(subject: VendorAccount, records: number): Promise<void> {
    const run = await subject.clinic.pull();
    expect(run).toMatchObject({ state: 'succeeded', error: null, counts: { new: records } });
    await tools().expectAllOnce(subject);
  }

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

  async function stoppedPull(subject: VendorAccount): Promise<StartedPull> {
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
  async function resume(subject: VendorAccount, { runId }: StartedPull): Promise<void> {
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

  test('writes no secret and no person into any log or history while it pulls', async () => {
    const { system, log } = tools();
    const subject = await pulled.account(system, pulled.page + 1);
    await subject.clinic.update('activate');
    const run = await subject.clinic.endedRun();
    const handles = [workflowIds.integration(subject.clinic.key), run.workflowId].map((id) =>
      system.temporal.workflow.getHandle(id),
    );
    const texts = (await Promise.all(handles.map(keptTexts))).flat();
    expect(log.text()).toContain(run._id);
    const secrets = await subject.secrets();
    expect(secrets.length).toBeGreaterThan(2);
    expect(leaksOf([...texts, log.text()], secrets)).toEqual([]);
    expect(leaksOf([`…${secrets.at(-1)}…`], secrets)).toHaveLength(1);
    await subject.clinic.deactivate();
  });
}
