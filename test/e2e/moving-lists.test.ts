import type { MutationBody } from '../../dev/simulators/medods/control';
import { createClinic, type TestClinic } from '../system/clinic';
import { differencesFromClinic } from '../system/clinic-truth';
import { startSystem, type TestSystem } from '../system/system';

const SECOND_PAGE = 'dateStart.*offset=99';
const month = { appointments: 320, daysBack: 25, daysAhead: 0, clients: 60, shareWithOrders: 0.1 };

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.stop());

async function acted({ host }: TestClinic): Promise<number[]> {
  return (await system.medods.faults(host)).map((fault) => fault.acted);
}

test('rows that are removed while the list is read push no other row out of sight', async () => {
  const clinic = await createClinic(system, month);
  const first = (await system.medods.rows(clinic.host, 'appointments')).slice(0, 30);
  const mutations = first.map(({ id }): MutationBody => ({ op: 'remove', entity: 'appointments', id }));
  await system.medods.setFaults(clinic.host, {
    path: SECOND_PAGE,
    times: 1,
    effect: { kind: 'mutate', mutations },
  });

  expect(await clinic.pull()).toMatchObject({ state: 'succeeded', counts: { new: 320 } });

  expect(await acted(clinic)).toEqual([1]);
});

test('as many rows removed as added while the list is read hide none of those that stay', async () => {
  const clinic = await createClinic(system, month);
  const first = (await system.medods.rows(clinic.host, 'appointments')).slice(0, 30);
  const mutations = first.flatMap(({ id, date }): MutationBody[] => [
    { op: 'remove', entity: 'appointments', id },
    { op: 'insert', entity: 'appointments', row: { date: date ?? null } },
  ]);
  await system.medods.setFaults(clinic.host, {
    path: SECOND_PAGE,
    times: 1,
    effect: { kind: 'mutate', mutations },
  });

  expect(await clinic.pull()).toMatchObject({ state: 'succeeded', counts: { new: 350 } });

  expect(await acted(clinic)).toEqual([1]);
});

test.each([
  ['a page that comes twice', { kind: 'repeatedPage', page: 'previous' } as const, 1],
  ['a total that shrinks for a while', { kind: 'shrinkingTotal', by: 7 } as const, 2],
  ['a total that shrinks with every page', { kind: 'shrinkingTotal', by: 1 } as const, 1000],
  ['an empty page among full ones', { kind: 'empty' } as const, 1],
])('%s loses no row and doubles none', async (_name, effect, times) => {
  const clinic = await createClinic(system, month);
  await system.medods.setFaults(clinic.host, { path: 'dateStart.*limit=100&offset=[1-9]', times, effect });
  expect(await clinic.pull()).toMatchObject({ state: 'succeeded', counts: { new: 320, changed: 0 } });
  expect((await acted(clinic))[0]).toBeGreaterThan(0);
  expect(await differencesFromClinic(system, clinic)).toEqual([]);
});

test('a vendor that ignores the change filter is read right all the same', async () => {
  const clinic = await createClinic(system, month);
  await clinic.pull();
  const [row] = await system.medods.rows(clinic.host, 'appointments');
  await system.medods.mutate(clinic.host, {
    op: 'patch',
    entity: 'appointments',
    id: row?.id ?? 0,
    set: { status: 'canceled' },
  });
  await system.medods.setFaults(clinic.host, {
    path: 'updatedAtAfter',
    effect: { kind: 'ignoreParameters', parameters: ['updatedAtAfter'] },
  });
  expect(await clinic.pull()).toMatchObject({ state: 'succeeded', counts: { new: 0, changed: 1 } });
  expect(await differencesFromClinic(system, clinic)).toEqual([]);
});

test('what the change filter misses is found in the windows of visits, and the run says so', async () => {
  const clinic = await createClinic(system, month);
  await clinic.pull();
  const rows = await system.medods.rows(clinic.host, 'appointments');
  const changed = rows.slice(10, 13);
  await system.medods.mutate(
    clinic.host,
    ...changed.map(
      ({ id }): MutationBody => ({ op: 'patch', entity: 'appointments', id, set: { status: 'canceled' } }),
    ),
  );
  await system.medods.setFaults(clinic.host, { path: 'updatedAtAfter', effect: { kind: 'empty' } });
  const run = await clinic.pull();
  expect(run).toMatchObject({ state: 'succeeded', counts: { new: 0, changed: 3 } });
  expect(run.notes).toContainEqual({ code: 'changed_filter_missed', count: 3 });
  expect(await differencesFromClinic(system, clinic)).toEqual([]);
});

test('a booking changed far outside the windows is found by the change filter', async () => {
  const clinic = await createClinic(system, { ...month, daysBack: 300, appointments: 500 });
  const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
  await clinic.pull('sync', { from: day(310), to: day(0) });
  await clinic.pull();
  expect(await differencesFromClinic(system, clinic)).toEqual([]);
  const [oldest] = (await system.medods.rows(clinic.host, 'appointments')).sort((left, right) =>
    String(left['date']).localeCompare(String(right['date'])),
  );
  await system.medods.mutate(clinic.host, {
    op: 'patch',
    entity: 'appointments',
    id: oldest?.id ?? 0,
    set: { status: 'canceled' },
  });
  expect(await clinic.pull()).toMatchObject({ counts: { new: 0, changed: 1 } });
  expect(await differencesFromClinic(system, clinic)).toEqual([]);
});
