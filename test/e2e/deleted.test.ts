import { type DealDocument, dealId } from '../../src/storage/deals';
import { createClinic, type TestClinic } from '../system/clinic';
import { differencesFromClinic } from '../system/clinic-truth';
import { startSystem, type TestSystem } from '../system/system';

const DAY_MS = 24 * 60 * 60 * 1000;
const month = { appointments: 40, daysBack: 10, daysAhead: 10 };

let system: TestSystem;
let daysLater = 0;
beforeAll(async () => {
  system = await startSystem({ now: () => new Date(Date.now() + daysLater * DAY_MS) });
});
beforeEach(() => {
  daysLater = 0;
});
afterAll(() => system.stop());

async function dealOf({ key }: TestClinic, id: number): Promise<DealDocument | null> {
  return system.db.collection<DealDocument>('deals').findOne({ _id: dealId(key, String(id)) });
}

async function pulledClinic() {
  const clinic = await createClinic(system, month);
  await clinic.pull();
  const rows = await system.medods.rows(clinic.host, 'appointments');
  const row = rows.find(({ status }) => status === 'approved' || status === 'need_approval');
  if (row === undefined) throw new Error('no open appointment');
  return { clinic, row, remove: { op: 'remove', entity: 'appointments', id: row.id } as const };
}

test('an appointment that is gone on two different days becomes a refused, deleted deal', async () => {
  const { clinic, row, remove } = await pulledClinic();
  await system.medods.mutate(clinic.host, remove);

  await clinic.pull();
  await clinic.pull();
  expect(await dealOf(clinic, row.id)).toMatchObject({ deleted: false, stageStatus: 'in_process' });

  daysLater = 1;
  const run = await clinic.pull();
  expect(run.notes).toContainEqual({ code: 'appointment_deleted', count: 1 });
  expect(await dealOf(clinic, row.id)).toMatchObject({
    deleted: true,
    stageId: expect.stringMatching(/\.refused$/),
    stageStatus: 'failed',
    statusText: 'Удалено в Medods',
    estimated: expect.arrayContaining(['closedAt', 'stageChangedAt']),
  });

  daysLater = 2;
  await system.medods.takeJournal(clinic.host);
  expect(await clinic.pull()).toMatchObject({ counts: { new: 0, changed: 0 } });
  const { requests } = await system.medods.journal(clinic.host);
  expect(requests.filter(({ path }) => path.endsWith(`/appointments/${row.id}`))).toEqual([]);
});

test('an appointment that comes back as it was is an open deal again', async () => {
  const { clinic, row, remove } = await pulledClinic();
  await system.medods.mutate(clinic.host, remove);
  await clinic.pull();
  daysLater = 1;
  await clinic.pull();
  expect(await dealOf(clinic, row.id)).toMatchObject({ deleted: true });

  await system.medods.mutate(clinic.host, { op: 'insert', entity: 'appointments', row });
  daysLater = 2;
  await clinic.pull();

  expect(await dealOf(clinic, row.id)).toMatchObject({ deleted: false, closedAt: null });
  expect(await differencesFromClinic(system, clinic)).toEqual([]);
});

test('absence from the list alone deletes nothing, however long it lasts', async () => {
  const { clinic, row } = await pulledClinic();
  await system.medods.setFaults(clinic.host, {
    path: '/appointments\\?.*dateStart',
    effect: { kind: 'empty' },
  });
  for (daysLater = 1; daysLater <= 3; daysLater += 1) {
    expect(await clinic.pull()).toMatchObject({ state: 'succeeded' });
  }
  expect(await dealOf(clinic, row.id)).toMatchObject({ deleted: false });
  const { requests } = await system.medods.journal(clinic.host);
  expect(requests.some(({ path }) => /\/appointments\/\d+$/.test(path))).toBe(true);
  await system.medods.setFaults(clinic.host);
  expect(await differencesFromClinic(system, clinic)).toEqual([]);
});

test('appointments that no list shows do not keep others that are gone from being found out', async () => {
  const { clinic } = await pulledClinic();
  const rows = await system.medods.rows(clinic.host, 'appointments');
  expect(rows).toHaveLength(40);
  const gone = [rows.at(0), rows.at(-1)].map((row) => row?.id ?? 0);
  for (const id of gone) {
    await system.medods.mutate(clinic.host, { op: 'remove', entity: 'appointments', id });
  }
  await system.medods.setFaults(clinic.host, {
    path: '/appointments\\?.*dateStart',
    effect: { kind: 'empty' },
  });
  // Forty in turns of twenty, two days each; the first turn may have begun the day before.
  for (daysLater = 1; daysLater <= 6; daysLater += 1) {
    expect(await clinic.pull()).toMatchObject({ state: 'succeeded' });
  }
  for (const id of gone) expect(await dealOf(clinic, id)).toMatchObject({ deleted: true });
  expect(
    await system.db.collection('deals').countDocuments({ tenantId: clinic.key.tenantId, deleted: true }),
  ).toBe(2);
});

test('a visit moved out of the windows is followed, not deleted', async () => {
  const { clinic, row } = await pulledClinic();
  const far = new Date(Date.now() + 200 * DAY_MS).toISOString().slice(0, 10);
  await system.medods.mutate(clinic.host, {
    op: 'patch',
    entity: 'appointments',
    id: row.id,
    set: { date: far, updatedAt: row['updatedAt'] ?? null },
  });
  await clinic.pull();
  expect(await dealOf(clinic, row.id)).toMatchObject({ deleted: false, record: { visitDate: far } });
});
