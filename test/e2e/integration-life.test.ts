import { ScheduleNotFoundError } from '@temporalio/client';
import { workflowIds } from '../../src/domain/names';
import { nightlyTime } from '../../src/domain/nightly-time';
import { createClinic, type TestClinic } from '../system/clinic';
import { startSystem, type TestSystem } from '../system/system';
import { waitFor } from '../system/wait-for';

const month = { appointments: 250, daysBack: 20, daysAhead: 20, clients: 60 };

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.stop());

const workflowOf = ({ key }: TestClinic) => system.temporal.workflow.getHandle(workflowIds.integration(key));

test('activation makes a Schedule: each night in the clinic’s zone, one at a time, caught up for a day', async () => {
  const clinic = await createClinic(system, month, { timeZone: 'Asia/Vladivostok' });
  await clinic.update('activate');
  const { spec, policies, state, action } = await clinic.schedule().describe();
  const { hour, minute } = nightlyTime(clinic.key);
  expect(spec.calendars).toHaveLength(1);
  expect(spec.calendars?.[0]).toMatchObject({
    hour: [{ start: hour, end: hour, step: 1 }],
    minute: [{ start: minute, end: minute, step: 1 }],
    dayOfMonth: [{ start: 1, end: 31, step: 1 }],
  });
  expect(spec.intervals ?? []).toEqual([]);
  expect(spec.timezone).toBe('Asia/Vladivostok');
  expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 24 * 60 * 60 * 1000 });
  expect(state.paused).toBe(false);
  expect(action).toMatchObject({ workflowType: 'pull', args: [{ ...clinic.key, kind: 'daily' }] });
  await clinic.endedRun();
  await clinic.deactivate();
});

test('a changed zone of the clinic changes its Schedule', async () => {
  const clinic = await createClinic(system, { appointments: 5 });
  await clinic.update('activate');
  await clinic.endedRun();
  await clinic.changeSettings({ timeZone: 'Asia/Tokyo' });
  await waitFor('the Schedule to follow', async () => {
    const { spec } = await clinic.schedule().describe();
    return spec.timezone === 'Asia/Tokyo';
  });
  expect(await clinic.integration()).toMatchObject({ state: 'active' });
  await clinic.deactivate();
});

test('a paused integration keeps its Schedule paused until it is resumed', async () => {
  const clinic = await createClinic(system, { appointments: 5 });
  await clinic.update('activate');
  await clinic.endedRun();
  await clinic.update('pause');
  expect(await clinic.integration()).toMatchObject({ state: 'paused' });
  expect((await clinic.schedule().describe()).state.paused).toBe(true);
  await clinic.changeSettings({ visitDaysBack: 31 });
  await clinic.update('check');
  expect(await clinic.integration()).toMatchObject({ state: 'paused' });

  await clinic.update('resume');
  expect(await clinic.integration()).toMatchObject({ state: 'active' });
  expect((await clinic.schedule().describe()).state.paused).toBe(false);
  expect(await system.storage.runs.list(clinic.key, null, 10)).toHaveLength(1);
  await clinic.deactivate();
});

test('deactivation in mid-pull stops the pull cleanly and leaves nothing that runs', async () => {
  const clinic = await createClinic(system, { ...month, appointments: 1500, daysAhead: 0 });
  await system.medods.setFaults(clinic.host, {
    path: 'dateStart.*limit=100&offset=[1-9]',
    effect: { kind: 'slow', milliseconds: 700 },
  });
  await clinic.update('activate');
  const open = await waitFor('a page to be open', async () => {
    const [run] = await system.storage.runs.list(clinic.key, null, 1);
    return run !== undefined && run.counts.seen >= 100 && run;
  });
  expect(open.endedAt).toBeNull();

  await clinic.deactivate();

  const run = await clinic.endedRun();
  expect(run).toMatchObject({ state: 'cancelled', error: null });
  const written = () => system.db.collection('deals').countDocuments({ tenantId: clinic.key.tenantId });
  expect(await written()).toBe(run.counts.new);
  expect(await clinic.checkpoint()).toMatchObject({ lease: null, highWater: null });
  expect(await clinic.integration()).toMatchObject({ state: 'inactive' });
  await expect(clinic.schedule().describe()).rejects.toThrow(ScheduleNotFoundError);
  await waitFor('both workflows to end', async () => {
    const [integration, pull] = await Promise.all([
      workflowOf(clinic).describe(),
      system.temporal.workflow.getHandle(run.workflowId).describe(),
    ]);
    return integration.status.name === 'COMPLETED' && pull.status.name === 'CANCELLED';
  });
  expect(await written()).toBe(run.counts.new);
});

test('a pull that begins when its integration is deactivated already asks the vendor nothing', async () => {
  const clinic = await createClinic(system, { appointments: 5 });
  await clinic.update('activate');
  await clinic.endedRun();
  await clinic.deactivate();
  await system.medods.takeJournal(clinic.host);
  expect(await clinic.pull('daily')).toMatchObject({ state: 'cancelled', counts: { requests: 0 } });
  expect((await system.medods.journal(clinic.host)).total).toBe(0);
});

test('an integration that was deactivated is activated again with what it had', async () => {
  const clinic = await createClinic(system, month);
  await clinic.update('activate');
  await clinic.endedRun();
  await clinic.deactivate();
  expect((await clinic.update('activate'))?.error).toBeNull();
  expect(await clinic.endedRun(2)).toMatchObject({ state: 'succeeded', counts: { new: 0, changed: 0 } });
  await clinic.deactivate();
});

test('an activation that no vendor answers says so, and the next one heals', async () => {
  const clinic = await createClinic(system, { appointments: 5 });
  await system.medods.setFaults(clinic.host, { effect: { kind: 'status', status: 503 } });
  expect((await clinic.update('activate'))?.error?.code).toBe('vendor_unavailable');
  expect(await clinic.integration()).toMatchObject({
    state: 'failed',
    reason: { code: 'vendor_unavailable' },
  });
  await system.medods.setFaults(clinic.host);
  expect((await clinic.update('activate'))?.error).toBeNull();
  expect(await clinic.integration()).toMatchObject({ state: 'active', reason: null });
  await clinic.endedRun();
  await clinic.deactivate();
});

test('changed settings of an active integration are not its end when the vendor is away', async () => {
  const clinic = await createClinic(system, { appointments: 5 });
  await clinic.update('activate');
  await clinic.endedRun();
  await system.medods.setFaults(clinic.host, { effect: { kind: 'status', status: 503 } });
  await clinic.changeSettings({ visitDaysBack: 31 });
  await clinic.update('check');
  expect(await clinic.integration()).toMatchObject({ state: 'active', reason: null });
  await clinic.deactivate();
});

test('an integration without its SecretKey says which field to fill in', async () => {
  const clinic = await createClinic(system, { appointments: 5 });
  await system.db
    .collection('integrations')
    .updateOne({ tenantId: clinic.key.tenantId }, { $set: { secrets: {} } });
  expect((await clinic.update('activate'))?.error).toEqual({
    code: 'secret_required',
    parameters: { names: 'SecretKey' },
  });
  await clinic.deactivate();
});

test('what several people ask at once is done one after another', async () => {
  const clinic = await createClinic(system, { appointments: 5 });
  await system.medods.setFaults(clinic.host, { effect: { kind: 'slow', milliseconds: 30 } });
  await clinic.update('activate');
  const asked = ['check', 'check', 'pause', 'check', 'resume', 'check'] as const;
  await Promise.all(asked.map(clinic.update));
  const { events } = await workflowOf(clinic).fetchHistory();
  let open = 0;
  let most = 0;
  for (const event of events ?? []) {
    if (event.activityTaskScheduledEventAttributes) open += 1;
    if (event.activityTaskCompletedEventAttributes) open -= 1;
    most = Math.max(most, open);
  }
  expect(most).toBe(1);
  await clinic.endedRun();
  await clinic.deactivate();
});
