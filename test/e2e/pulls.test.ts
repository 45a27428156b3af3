import type { DealDocument } from '../../src/storage/deals';
import type { LeadDocument } from '../../src/storage/leads';
import { createClinic, type TestClinic } from '../system/clinic';
import { differencesFromClinic } from '../system/clinic-truth';
import { startSystem, type TestSystem } from '../system/system';
import { waitFor } from '../system/wait-for';

const month = { appointments: 120, daysBack: 20, daysAhead: 20, clients: 40, shareWithOrders: 0.4 };
const fallback = { kind: 'campaign', campaignId: 'c1' };

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.stop());

const dayOf = (daysFromNow: number) =>
  new Date(Date.now() + daysFromNow * 86_400_000).toISOString().slice(0, 10);

const leadsOf = ({ key }: TestClinic) =>
  system.db.collection<LeadDocument>('leads').find({ tenantId: key.tenantId }).toArray();
const dealsOf = ({ key }: TestClinic) =>
  system.db.collection<DealDocument>('deals').find({ tenantId: key.tenantId }).toArray();

async function onlineRows({ host }: TestClinic): Promise<number> {
  const rows = await system.medods.rows(host, 'appointments');
  return rows.filter((row) => row['appointmentSourceId'] === 14).length;
}

test('a back-fill brings its visits and leaves the mark of the nightly pull alone', async () => {
  const clinic = await createClinic(system, { ...month, daysBack: 200, appointments: 300 });
  await clinic.pull();
  const before = await clinic.checkpoint();
  const inWindow = (await dealsOf(clinic)).length;
  expect(inWindow).toBeLessThan(300);

  const run = await clinic.pull('sync', { from: dayOf(-201), to: dayOf(-29) });

  expect(run).toMatchObject({ kind: 'backfill', state: 'succeeded' });
  expect(run.counts.new).toBe(300 - inWindow);
  expect((await clinic.checkpoint())?.highWater).toEqual(before?.highWater);
  expect(await differencesFromClinic(system, clinic)).toEqual([]);
});

test('the mark of a pull is its beginning, so that what changes meanwhile comes with the next', async () => {
  const clinic = await createClinic(system, month);
  const begun = Date.now();
  const run = await clinic.pull();
  const highWater = (await clinic.checkpoint())?.highWater;
  expect(highWater?.getTime()).toBeLessThanOrEqual(run.startedAt?.getTime() ?? 0);
  expect(highWater?.getTime()).toBeGreaterThanOrEqual(begun);
  expect(highWater?.getTime()).toBeLessThan(run.endedAt?.getTime() ?? 0);
});

test('a pull that begins while another runs is skipped and disturbs nothing', async () => {
  const clinic = await createClinic(system, month);
  await system.medods.setFaults(clinic.host, {
    path: 'dateStart.*limit=100&offset=',
    effect: { kind: 'status', status: 429, retryAfter: { seconds: 900 } },
  });
  const first = await clinic.startPull();
  await waitFor('the first pull to wait', async () => (await first.run())?.state === 'waiting');
  const lease = (await clinic.checkpoint())?.lease;
  await system.medods.takeJournal(clinic.host);

  expect(await clinic.pull('daily')).toMatchObject({ state: 'skipped', error: null });

  expect((await system.medods.journal(clinic.host)).total).toBe(0);
  expect((await clinic.checkpoint())?.lease).toEqual(lease);
  await first.handle.cancel();
  await first.ended();
});

test('the lease of a pull that died is taken over once it has run out', async () => {
  const clinic = await createClinic(system, month);
  await clinic.pull();
  const lease = { runId: 'dead', workflowId: 'dead', expiresAt: new Date(Date.now() + 60_000) };
  const leases = system.db.collection('checkpoints');
  await leases.updateOne({ tenantId: clinic.key.tenantId }, { $set: { lease } });
  expect(await clinic.pull()).toMatchObject({ state: 'skipped' });
  const expired = { ...lease, expiresAt: new Date(Date.now() - 1) };
  await leases.updateOne({ tenantId: clinic.key.tenantId }, { $set: { lease: expired } });
  expect(await clinic.pull()).toMatchObject({ state: 'succeeded' });
});

test('a pull in many short steps reads what one long step reads', async () => {
  const stepwise = await startSystem({ limits: { pullStepMs: 0 } });
  try {
    const clinic = await createClinic(stepwise, { ...month, appointments: 350 });
    const pull = await clinic.startPull();
    expect(await pull.ended()).toMatchObject({ state: 'succeeded', counts: { seen: 350, new: 350 } });
    expect(await differencesFromClinic(stepwise, clinic)).toEqual([]);
    const { events } = await pull.handle.fetchHistory();
    const steps = events?.filter(({ activityTaskScheduledEventAttributes: scheduled }) => scheduled) ?? [];
    expect(steps.length).toBeGreaterThan(4);
  } finally {
    await stepwise.stop();
  }
});

test('a change of settings moves no checkpoint', async () => {
  const clinic = await createClinic(system, month);
  await clinic.update('activate');
  await clinic.endedRun();
  const before = await clinic.checkpoint();
  await clinic.changeSettings({ visitDaysBack: 45, timeZone: 'Asia/Omsk' });
  await clinic.update('check');
  expect(await clinic.checkpoint()).toEqual(before);
  await clinic.deactivate();
});

test('deals that are switched on later are filled, money included', async () => {
  const clinic = await createClinic(system, month, { deals: { enabled: false } });
  await clinic.pull();
  expect((await dealsOf(clinic)).some(({ listed }) => listed)).toBe(false);
  expect((await leadsOf(clinic)).every(({ dealId }) => dealId === null)).toBe(true);
  expect((await system.medods.takeJournal(clinic.host)).byEntity.orders).toBeUndefined();

  await clinic.saveSettings({ deals: { enabled: true } });
  await clinic.pull();

  expect((await dealsOf(clinic)).every(({ listed }) => listed)).toBe(true);
  const leads = await leadsOf(clinic);
  expect(leads.length).toBeGreaterThan(0);
  expect(leads.every(({ dealId }) => dealId !== null)).toBe(true);
  expect(await differencesFromClinic(system, clinic)).toEqual([]);
});

test('leads that are switched on later are made of bookings that are known already', async () => {
  const clinic = await createClinic(system, month, { leads: { enabled: false } });
  await clinic.pull();
  expect(await leadsOf(clinic)).toEqual([]);
  await clinic.saveSettings({ leads: { enabled: true, onlineSourceIds: [14], fallback } });
  await clinic.pull();
  expect(await leadsOf(clinic)).toHaveLength(await onlineRows(clinic));
  expect(await differencesFromClinic(system, clinic)).toEqual([]);
});

test('a lead keeps its campaign when the default changes; a new one gets the new default', async () => {
  const clinic = await createClinic(system, month);
  await clinic.pull();
  const before = await leadsOf(clinic);
  const source = { kind: 'source', sourceId: 's9', siteId: 'w9' };
  await clinic.saveSettings({ leads: { enabled: true, onlineSourceIds: [14], fallback: source } });
  const [row] = await system.medods.rows(clinic.host, 'appointments');
  await system.medods.mutate(
    clinic.host,
    { op: 'insert', entity: 'appointments', row: { clientId: row?.['clientId'] ?? null } },
    { op: 'patch', entity: 'appointments', id: Number(before[0]?.externalId), set: { status: 'canceled' } },
  );
  await clinic.pull();
  const after = await leadsOf(clinic);
  expect(after).toHaveLength(before.length + 1);
  const known = new Map(before.map(({ _id, attribution }) => [_id, attribution]));
  for (const { _id, attribution, createdAt } of after) {
    expect(attribution).toEqual(
      known.get(_id) ?? { kind: 'default_source', reason: 'no_session', sourceId: 's9', siteId: 'w9' },
    );
    expect(createdAt).toBeInstanceOf(Date);
  }
  expect(after.filter(({ attribution }) => attribution.campaignId === 'c1')).toHaveLength(before.length);
});

test('a booking that stops being online stays a lead', async () => {
  const clinic = await createClinic(system, month);
  await clinic.pull();
  const [lead] = await leadsOf(clinic);
  await system.medods.mutate(clinic.host, {
    op: 'patch',
    entity: 'appointments',
    id: Number(lead?.externalId),
    set: { appointmentSourceId: 1 },
  });
  await clinic.pull();
  const leads = await leadsOf(clinic);
  expect(leads.find(({ _id }) => _id === lead?._id)?.attribution).toEqual(lead?.attribution);
});

test('a week at the desk is followed exactly', async () => {
  const clinic = await createClinic(system, month);
  await clinic.pull();
  for (let night = 0; night < 3; night += 1) {
    await system.medods.tickLife(clinic.host, 60);
    expect(await clinic.pull()).toMatchObject({ state: 'succeeded' });
    expect(await differencesFromClinic(system, clinic)).toEqual([]);
  }
});
