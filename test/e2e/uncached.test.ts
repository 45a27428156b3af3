import { createClinic } from '../system/clinic';
import { differencesFromClinic } from '../system/clinic-truth';
import { startSystem, type TestSystem } from '../system/system';
import { waitFor } from '../system/wait-for';

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem({ maxCachedWorkflows: 0 });
});
afterAll(() => system.stop());

test('workflows that are replayed from their beginning at every step live the same life', async () => {
  const clinic = await createClinic(system, { appointments: 150, daysBack: 20, daysAhead: 20, clients: 30 });
  expect((await clinic.update('activate'))?.error).toBeNull();
  expect(await clinic.endedRun()).toMatchObject({ state: 'succeeded', counts: { new: 150 } });
  await Promise.all([clinic.update('check'), clinic.update('pause')]);
  await clinic.update('resume');

  await system.medods.setFaults(clinic.host, {
    path: 'dateStart.*limit=100',
    effect: { kind: 'status', status: 401 },
  });
  expect(await clinic.pull()).toMatchObject({ state: 'failed', error: { code: 'credentials_rejected' } });
  await waitFor('the integration to fail', async () => (await clinic.integration()).state === 'failed');

  await system.medods.setFaults(clinic.host);
  await clinic.changeSettings({});
  expect(await clinic.endedRun(3)).toMatchObject({ state: 'succeeded' });
  expect(await differencesFromClinic(system, clinic)).toEqual([]);
  await clinic.deactivate();
  expect(await clinic.integration()).toMatchObject({ state: 'inactive', reason: null });
});
