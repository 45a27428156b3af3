import { createClinic } from '../system/clinic';
import { differencesFromClinic } from '../system/clinic-truth';
import { startSystem, type TestSystem } from '../system/system';

const ROWS = 60_000;
const DAY_MS = 24 * 60 * 60 * 1000;

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem({ timeoutMs: 10_000 });
});
afterAll(() => system.stop());

test('a back-fill of 60,000 visits leaves every one of them there once', async () => {
  const clinic = await createClinic(system, {
    appointments: ROWS,
    daysBack: 360,
    daysAhead: 0,
    clients: 3_000,
    users: 40,
    shareWithOrders: 0.003,
  });
  const visits = await system.medods.rows(clinic.host, 'appointments');
  const dates = visits.map((row) => String(row['date'])).sort();
  const to = dates.at(-1) ?? '';
  const from = dates[0] ?? '';
  expect(Date.parse(to) - Date.parse(from)).toBeGreaterThan(300 * DAY_MS);

  const startedAt = performance.now();
  const run = await clinic.pull('sync', { from, to });
  const seconds = (performance.now() - startedAt) / 1000;
  process.stdout.write(`${ROWS} rows in ${seconds.toFixed(1)} s, ${run.counts.requests} requests\n`);

  expect(run).toMatchObject({ kind: 'backfill', state: 'succeeded', error: null });
  expect(run.counts).toMatchObject({ seen: ROWS, new: ROWS, changed: 0, unchanged: 0, quarantined: 0 });
  expect(run.progress).toEqual({ done: ROWS, total: ROWS });
  const stored = await system.db
    .collection('deals')
    .distinct('externalId', { tenantId: clinic.key.tenantId });
  expect(stored).toHaveLength(ROWS);
  expect(await differencesFromClinic(system, clinic)).toEqual([]);
}, 600_000);
