import { createSweepActivities } from '../../src/activities/sweep';
import { createSalon, type TestSalon } from '../system/salon';
import { startSystem, type TestSystem } from '../system/system';
import { waitFor } from '../system/wait-for';

const DEALS = 450;

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.stop());

/** A salon with more deals than one step folds, all with a status code that nobody knows yet. */
async function createLargeSalon(): Promise<TestSalon> {
  const salon = await createSalon(system, { active: true });
  for (let first = 1; first <= DEALS; first += 90) {
    const records = Array.from({ length: 90 }, (_, index) =>
      salon.body({ id: first + index, changed_at: '2026-03-10T09:00:00Z', status: 7 }),
    );
    await salon.store(records);
  }
  await salon.drain();
  const statuses = (await salon.deals()).map(({ stageStatus }) => stageStatus);
  expect(statuses).toHaveLength(DEALS);
  expect(new Set(statuses)).toEqual(new Set(['in_process']));
  return salon;
}

async function paid(salon: TestSalon): Promise<number> {
  return (await salon.deals()).filter(({ stageStatus }) => stageStatus === 'success').length;
}

test('folding again goes on where it was stopped, and leaves the deals as they are when it is done', async () => {
  const salon = await createLargeSalon();
  const { version } = await salon.saveSettings({ statusMap: { 7: { stage: 'paid' } } });
  await system.db
    .collection('integrations')
    .updateOne({ ...salon.key, version }, { $set: { refold: { requestedAt: new Date(), after: null } } });

  // A drain that has time for one step alone.
  const { limits } = system.dependencies;
  const brief = { ...system.dependencies, limits: { ...limits, drainMs: 0 } };
  expect(await salon.drain(brief)).toEqual({ more: true });
  expect(await paid(salon)).toBe(200);
  expect((await salon.integration()).refold?.after).not.toBeNull();

  await salon.drain();
  expect(await paid(salon)).toBe(DEALS);
  expect((await salon.integration()).refold).toBeUndefined();
  const before = await salon.deals();
  await salon.drain();
  expect(await salon.deals()).toEqual(before);
});

test('deliveries that come meanwhile do not wait for it, and nobody forgets it when no signal came', async () => {
  const salon = await createLargeSalon();
  await salon.update('activate');
  await waitFor('the workflow to be idle', async () => (await salon.integration()).wake === false);
  await salon.saveSettings({ statusMap: { 7: { stage: 'paid' } } });
  // As if the process had died between the write and the signal.
  await system.db
    .collection('integrations')
    .updateOne({ ...salon.key }, { $set: { refold: { requestedAt: new Date(), after: null } } });
  await salon.store(salon.body({ id: 9_999, changed_at: '2026-03-10T09:00:00Z', status: 'came' }));
  expect(await paid(salon)).toBe(0);

  const later = () => new Date(Date.now() + 2 * 60_000);
  expect(await createSweepActivities({ ...system.dependencies, now: later }).wakeWaiting()).toBe(1);
  await waitFor('all deals to be paid', async () => (await paid(salon)) === DEALS);
  expect((await salon.deals()).find(({ externalId }) => externalId === '9999')).toBeDefined();
  await salon.deactivate();
}, 90_000);
