import { createClinic } from '../system/clinic';
import { startSystem, type TestSystem } from '../system/system';

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.stop());

test('activating a clinic probes every entity and pulls its bookings as leads and deals', async () => {
  const clinic = await createClinic(system, { appointments: 250, daysBack: 20, daysAhead: 20 });

  const report = await clinic.update('activate');
  expect(report).toEqual({
    error: null,
    warnings: [],
    entities: ['appointments', 'sources', 'clients', 'users', 'orders'].map((entity) => ({
      entity,
      result: 'visible',
    })),
  });

  const run = await clinic.endedRun();
  expect(run).toMatchObject({ kind: 'daily', state: 'succeeded', error: null });
  expect(run.counts).toMatchObject({ seen: 250, new: 250, changed: 0, quarantined: 0 });
  const deals = await system.db.collection('deals').countDocuments({ tenantId: clinic.key.tenantId });
  expect(deals).toBe(250);
  const rows = await system.medods.rows(clinic.host, 'appointments');
  const online = rows.filter((row) => row['appointmentSourceId'] === 14);
  expect(online.length).toBeGreaterThan(10);
  const leads = await system.db.collection('leads').countDocuments({ tenantId: clinic.key.tenantId });
  expect(leads).toBe(online.length);
  const again = await clinic.pull();
  expect(again).toMatchObject({ state: 'succeeded', counts: { new: 0, changed: 0 } });
  await clinic.deactivate();
});
