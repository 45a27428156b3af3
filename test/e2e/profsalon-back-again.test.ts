import { historyOf } from '../../src/domain/history';
import { type ListeningApi, listenApi } from '../system/listening-api';
import { createSalon, type TestSalon } from '../system/salon';
import { startSystem, type TestSystem } from '../system/system';
import { waitFor } from '../system/wait-for';

let system: TestSystem;
let api: ListeningApi;
beforeAll(async () => {
  system = await startSystem();
  api = await listenApi(system);
});
afterAll(async () => {
  await api.close();
  await system.stop();
});

const at = (minute: number) => new Date(Date.UTC(2026, 2, 10, 6, minute)).toISOString();

/** Posts a state of one booking as a vendor does that numbers nothing. */
async function post(salon: TestSalon, fields: Record<string, unknown>): Promise<void> {
  const body = JSON.stringify(salon.body({ id: 1, status: 'new', ...fields }));
  expect((await fetch(salon.hookAt(api.origin), { method: 'POST', body })).status).toBe(200);
}

async function dealtWith(salon: TestSalon, deliveries: number): Promise<string[]> {
  const rows = await waitFor(`${deliveries} deliveries to be dealt with`, async () => {
    const stored = await salon.deliveries();
    return stored.length === deliveries && stored.every(({ pending }) => !pending) && stored;
  });
  return rows.toReversed().flatMap(({ results }) => results.map(({ outcome }) => outcome));
}

/** The amounts through which the booking went, the oldest first. */
async function amounts({ key }: TestSalon): Promise<unknown[]> {
  const observed = await system.storage.observations.ofRecords(key, ['1']);
  return historyOf(observed.get('1') ?? [])
    .toReversed()
    .flatMap(({ changes }) => changes.filter(({ field }) => field === 'amount').map(({ to }) => to));
}

const A = { sum: 100 };
const B = { sum: 200 };
const cases: readonly (readonly [string, readonly object[], readonly string[], readonly string[]])[] = [
  ['without change times', [A, B, A], ['applied', 'applied', 'applied'], ['100.00', '200.00', '100.00']],
  [
    'with a change time each',
    [
      { ...A, changed_at: at(1) },
      { ...B, changed_at: at(2) },
      { ...A, changed_at: at(3) },
    ],
    ['applied', 'applied', 'applied'],
    ['100.00', '200.00', '100.00'],
  ],
  [
    'with the change time of the first again',
    [
      { ...A, changed_at: at(1) },
      { ...B, changed_at: at(2) },
      { ...A, changed_at: at(1) },
    ],
    ['applied', 'applied', 'duplicate'],
    ['100.00', '200.00'],
  ],
  ['told twice each', [A, A, B, B], ['applied', 'duplicate', 'applied', 'duplicate'], ['100.00', '200.00']],
];

describe.each(cases)('a booking that changes and changes back %s', (_how, states, outcomes, expected) => {
  test('goes through each of its states when they are read one by one', async () => {
    const salon = await createSalon(system);
    await salon.update('activate');
    for (const [index, state] of states.entries()) {
      await post(salon, { ...state });
      expect(await dealtWith(salon, index + 1)).toEqual(outcomes.slice(0, index + 1));
    }
    expect(await amounts(salon)).toEqual(expected);
    expect((await salon.deals())[0]?.amount?.toString()).toBe(expected.at(-1));
    await salon.deactivate();
  });

  test('goes through each of its states when they are read together', async () => {
    const salon = await createSalon(system);
    for (const state of states) await post(salon, { ...state });
    await salon.update('activate');
    expect(await dealtWith(salon, states.length)).toEqual(outcomes);
    expect(await amounts(salon)).toEqual(expected);
    expect((await salon.deals())[0]?.amount?.toString()).toBe(expected.at(-1));
    await salon.deactivate();
  });
});
