import { workflowIds } from '../../src/domain/names';
import { signalNames } from '../../src/domain/workflow-contract';
import { createClinic } from '../system/clinic';
import { differencesFromClinic } from '../system/clinic-truth';
import { createSalon } from '../system/salon';
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

test('a salon whose workflow is replayed from its beginning at every step applies every delivery once', async () => {
  const salon = await createSalon(system);
  const workflow = system.temporal.workflow.getHandle(workflowIds.integration(salon.key));
  let bookings = 0;
  const deliver = async (): Promise<void> => {
    bookings += 1;
    await salon.store(salon.body({ id: bookings, status: 'new' }, 'create'));
    if (await system.storage.integrations.flipWake(salon.key)) {
      await workflow.signal(signalNames.webhooksReceived);
    }
  };
  const applied = () => waitFor('all to be applied', async () => (await salon.deals()).length === bookings);
  await deliver();
  await salon.update('activate');
  await applied();
  for (let delivery = 0; delivery < 5; delivery += 1) {
    await salon.idle();
    await Promise.all([deliver(), deliver()]);
    await applied();
  }
  await salon.update('pause');
  await deliver();
  await Promise.all([salon.update('resume'), salon.update('check')]);
  await applied();
  await salon.deactivate();
  await workflow.result();
  const outcomes = (await salon.deliveries()).flatMap(({ results }) => results.map(({ outcome }) => outcome));
  expect(outcomes).toEqual(Array.from({ length: bookings }, () => 'applied'));
});
