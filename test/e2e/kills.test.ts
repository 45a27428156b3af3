import type { DataOptions } from '../../dev/simulators/medods/data-options';
import type { CheckpointDocument } from '../../src/storage/checkpoints';
import { type PullPosition, positionSchema } from '../../src/vendors/medods/position';
import { differencesFromClinic } from '../system/clinic-truth';
import { type Processes, startProcesses } from '../system/processes';
import { waitFor } from '../system/wait-for';

/** Slow enough to be met in the middle of a pull. */
const REQUESTS_A_SECOND = 20;
/** What was read since the last batch is read again, and batches are two seconds apart. */
const ORDERS_AGAIN = 3 * REQUESTS_A_SECOND;
const PAGES_AGAIN = 2;
/** More pages than may be asked for again, so that a pull from the beginning would show. */
const ROWS_STORED = 200;
const clinicData = { appointments: 550, daysBack: 20, daysAhead: 5, clients: 200, shareWithOrders: 0.4 };

const LIMIT_MS = 60_000;

// A killed worker is noticed half a minute later, and servers start while other tests use the machine too.
jest.setTimeout(4 * LIMIT_MS);

let system: Processes;
beforeAll(async () => {
  system = await startProcesses({ rate: REQUESTS_A_SECOND });
});
afterAll(() => system.stop());
beforeEach(() => system.start('mongodb', 'temporal', 'api', 'worker'));

type Clinic = Awaited<ReturnType<Processes['api']['connectClinic']>>;

type InterruptedClinic = Clinic & { readonly open: OpenPull };

interface OpenPull {
  readonly runId: string;
  readonly workflowId: string;
  readonly position: PullPosition;
}

function positionOf(checkpoint: CheckpointDocument | null): PullPosition {
  return positionSchema.parse(checkpoint?.position?.at);
}

/** A clinic that was just activated, in the middle of its first pull: some pages are stored, one is open. */
async function clinicInMidPull(data: Partial<DataOptions> = {}): Promise<InterruptedClinic> {
  const clinic = await system.api.connectClinic(system.medods, { ...clinicData, ...data });
  await system.api.call('POST', `/tenants/${clinic.key.tenantId}/integrations/medods/activate`);
  const inMiddle = async (): Promise<OpenPull | false> => {
    const checkpoint = await system.storage.checkpoints.get(clinic.key);
    if (checkpoint?.position == null || checkpoint.lease === null) return false;
    const { runId, workflowId } = checkpoint.lease;
    const position = positionOf(checkpoint);
    return position.stage === 'visits' && position.done > ROWS_STORED && { runId, workflowId, position };
  };
  const open = await waitFor('some pages to be stored and another to be open', inMiddle, LIMIT_MS);
  return { ...clinic, open };
}

async function askedOrders(clinic: Clinic): Promise<string[]> {
  const { requests } = await system.medods.journal(clinic.host);
  return requests.map(({ path }) => path).filter((path) => /\/orders\/\d+$/.test(path));
}

/** What the kill interrupted must have been under way: orders of the open page were still to be asked. */
async function expectInterrupted(clinic: InterruptedClinic): Promise<void> {
  const orders = await system.medods.rows(clinic.host, 'orders');
  expect(orders.length).toBeGreaterThan(100);
  expect(new Set(await askedOrders(clinic)).size).toBeLessThan(orders.length);
}

/** Waits for the end that the API tells of. */
async function endedRun({ key }: Clinic): Promise<{ id: string; state: string }> {
  return waitFor(
    `the run of ${key.tenantId} to end`,
    async () => (await system.api.runs(key)).find(({ endedAt }) => endedAt !== null),
    2 * LIMIT_MS,
  );
}

const repeats = (paths: readonly string[]): number => paths.length - new Set(paths).size;

/** The same run ended well, went on where it had been, and left every row there once. */
async function expectResumed(clinic: InterruptedClinic): Promise<void> {
  const { key, host, open } = clinic;
  expect(await endedRun(clinic)).toMatchObject({ id: open.runId, state: 'succeeded' });
  expect(await system.api.runs(key)).toHaveLength(1);

  const checkpoint = await system.storage.checkpoints.get(key);
  expect(checkpoint).toMatchObject({ lease: null, position: { runId: open.runId } });
  expect(positionOf(checkpoint).plan).toEqual(open.position.plan);

  const { requests } = await system.medods.journal(host);
  const pages = requests.map(({ path }) => path).filter((path) => /\/appointments\?.*dateStart/.test(path));
  expect(pages.length).toBeGreaterThan(4);
  expect(repeats(pages)).toBeLessThanOrEqual(PAGES_AGAIN);
  expect(repeats(await askedOrders(clinic))).toBeLessThanOrEqual(ORDERS_AGAIN);

  expect(await differencesFromClinic(system, clinic)).toEqual([]);
}

test('a pull whose worker is killed goes on in the next worker where it had been', async () => {
  const clinic = await clinicInMidPull();
  await system.kill('worker');
  await expectInterrupted(clinic);
  const [run] = await system.api.runs(clinic.key);
  expect(run).toMatchObject({ id: clinic.open.runId, state: 'running' });

  await system.start('worker');
  await expectResumed(clinic);
});

test('a pull goes on while the API is dead, and the next API tells how it ended', async () => {
  const clinic = await clinicInMidPull();
  await system.kill('api');
  await expectInterrupted(clinic);
  const before = positionOf(await system.storage.checkpoints.get(clinic.key));
  await waitFor('the pull to go on without the API', async () => {
    return positionOf(await system.storage.checkpoints.get(clinic.key)).done > before.done;
  });

  await system.start('api');
  await expectResumed(clinic);
});

test('pulls go on while Temporal is dead, and the next one learns also of those that ended meanwhile', async () => {
  const [shorter, longer] = await Promise.all([clinicInMidPull(), clinicInMidPull({ appointments: 900 })]);
  await system.kill('temporal');
  await expectInterrupted(shorter);
  await expectInterrupted(longer);
  await endedRun(shorter);

  await system.start('temporal');
  await expectResumed(shorter);
  await expectResumed(longer);
  for (const { open } of [shorter, longer]) {
    const pull = system.temporal.workflow.getHandle(open.workflowId);
    await waitFor(
      'the pull to end in Temporal too',
      async () => {
        return (await pull.describe()).status.name === 'COMPLETED';
      },
      LIMIT_MS,
    );
  }
});

test('a pull outlives a MongoDB that is killed and soon back', async () => {
  const clinic = await clinicInMidPull();
  await system.kill('mongodb');
  await expectInterrupted(clinic);

  await system.start('mongodb');
  await expectResumed(clinic);
});

test('a pull that failed because MongoDB was dead goes on where it had been', async () => {
  const clinic = await clinicInMidPull();
  const pull = system.temporal.workflow.getHandle(clinic.open.workflowId);
  await system.kill('mongodb');
  await expectInterrupted(clinic);
  await waitFor(
    'the attempt to fail',
    async () => {
      const [activity] = (await pull.describe()).raw.pendingActivities ?? [];
      return activity?.lastFailure;
    },
    LIMIT_MS,
  );

  await system.start('mongodb');
  await expectResumed(clinic);
});
