import { createSweepActivities } from '../../src/activities/sweep';
import { scheduleIds, workflowIds } from '../../src/domain/names';
import type { Alert, AlertSender } from '../../src/platform/alerts';
import { createClinic } from '../system/clinic';
import { startSystem, type TestSystem } from '../system/system';
import { waitFor } from '../system/wait-for';

const HOUR_MS = 60 * 60 * 1000;

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.stop());

/** Keeps what was sent, or fails as a receiver that is away does. */
function receiver(): AlertSender & { readonly received: Alert[]; away: boolean } {
  const received: Alert[] = [];
  return {
    enabled: true,
    received,
    away: false,
    async send(alert) {
      if (this.away) throw new Error('the receiver does not answer');
      received.push(alert);
    },
  };
}

test('an integration that failed is told once, with what to press, and told again when it works', async () => {
  const clinic = await createClinic(system, { appointments: 5 });
  await system.medods.changeClinic(clinic.host, { secretKey: 'another-key-than-the-stored-one' });
  const report = await clinic.update('activate');
  expect(report?.error?.code).toBe('credentials_rejected');

  const alerts = receiver();
  const { sendAlerts } = createSweepActivities({ ...system.dependencies, alerts });
  const told = () => alerts.received.filter(({ tenantId }) => tenantId === clinic.key.tenantId);
  await sendAlerts();
  await sendAlerts();
  expect(told()).toHaveLength(1);
  expect(told()[0]).toMatchObject({ kind: 'integration_failed', integrationId: 'medods' });
  expect(told()[0]?.text.ru).toContain('нажмите «Активен»');

  await system.medods.changeClinic(clinic.host, { secretKey: '0123456789abcdef'.repeat(4) });
  await clinic.update('activate');
  await sendAlerts();
  await sendAlerts();
  expect(told().map(({ kind }) => kind)).toEqual(['integration_failed', 'integration_recovered']);
  await clinic.deactivate();
});

test('an integration that is switched off while it fails and on again with a bad key is told again', async () => {
  const clinic = await createClinic(system, { appointments: 0 });
  await system.storage.tenants.create({
    _id: clinic.key.tenantId,
    name: 'Клиника «Пример»',
    timezone: 'Europe/Moscow',
    components: [],
    createdAt: new Date(),
    deletedAt: null,
  });
  await system.medods.changeClinic(clinic.host, { secretKey: 'another-key-than-the-stored-one' });
  const alerts = receiver();
  const { sendAlerts } = createSweepActivities({ ...system.dependencies, alerts });
  const told = () => alerts.received.filter(({ tenantId }) => tenantId === clinic.key.tenantId);
  await clinic.update('activate');
  await sendAlerts();
  await clinic.deactivate();
  await sendAlerts();
  expect(told()).toHaveLength(1);

  await clinic.update('activate');
  await sendAlerts();
  await sendAlerts();
  expect(told()).toMatchObject([
    { kind: 'integration_failed', tenantName: 'Клиника «Пример»' },
    { kind: 'integration_failed', tenantName: 'Клиника «Пример»' },
  ]);
  await clinic.deactivate();
});

test('an integration without a success for 36 hours is told as late once, and not before', async () => {
  const clinic = await createClinic(system, { appointments: 5 });
  await clinic.update('activate');
  await clinic.endedRun();
  const alerts = receiver();
  const sweepAfter = (hours: number) =>
    createSweepActivities({
      ...system.dependencies,
      alerts,
      now: () => new Date(Date.now() + hours * HOUR_MS),
    }).sendAlerts();
  const told = () => alerts.received.filter(({ tenantId }) => tenantId === clinic.key.tenantId);
  await sweepAfter(35);
  expect(told()).toEqual([]);
  await sweepAfter(37);
  await sweepAfter(38);
  expect(told().map(({ kind }) => kind)).toEqual(['integration_late']);
  await clinic.deactivate();
});

test('an alert that did not reach its receiver is sent by the next sweep', async () => {
  const clinic = await createClinic(system, { appointments: 0 });
  await system.medods.changeClinic(clinic.host, { secretKey: 'another-key-than-the-stored-one' });
  await clinic.update('activate');
  const alerts = receiver();
  const { sendAlerts } = createSweepActivities({ ...system.dependencies, alerts });
  alerts.away = true;
  await sendAlerts();
  alerts.away = false;
  await sendAlerts();
  expect(alerts.received.filter(({ tenantId }) => tenantId === clinic.key.tenantId)).toHaveLength(1);
  await clinic.deactivate();
});

test('an active integration whose workflow and Schedule are gone gets both back, and one that has them is left alone', async () => {
  const clinic = await createClinic(system, { appointments: 5 });
  await clinic.update('activate');
  await clinic.endedRun();
  const { workflow, schedule } = system.temporal;
  await workflow.getHandle(workflowIds.integration(clinic.key)).terminate('lost');
  await schedule.getHandle(scheduleIds.pull(clinic.key)).delete();

  const { restoreIntegrations } = createSweepActivities(system.dependencies);
  await waitFor(
    'the sweep to find the integration that lost its parts',
    async () => (await restoreIntegrations()) > 0,
  );

  await waitFor('the workflow to run again', async () => {
    const { status } = await workflow.getHandle(workflowIds.integration(clinic.key)).describe();
    return status.name === 'RUNNING';
  });
  const restored = await waitFor('the Schedule to be there again', async () => {
    try {
      return await schedule.getHandle(scheduleIds.pull(clinic.key)).describe();
    } catch {
      return null;
    }
  });
  expect(restored.state.paused).toBe(false);
  await waitFor('the list of Schedules to show it and nothing left to mend', async () => {
    return (await restoreIntegrations()) === 0;
  });
  await clinic.deactivate();
});
