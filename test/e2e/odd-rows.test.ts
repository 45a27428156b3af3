import type { Row } from '../../dev/simulators/medods/rows';
import type { ContactDocument } from '../../src/storage/contacts';
import { type DealDocument, dealId } from '../../src/storage/deals';
import type { LeadDocument } from '../../src/storage/leads';
import { createClinic, type TestClinic } from '../system/clinic';
import { differencesFromClinic } from '../system/clinic-truth';
import { startSystem, type TestSystem } from '../system/system';

const month = { appointments: 60, daysBack: 20, daysAhead: 10, clients: 20, shareWithOrders: 0.6 };

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.stop());

async function dealOf({ key }: TestClinic, id: number): Promise<DealDocument> {
  const _id = dealId(key, String(id));
  const deal = await system.db.collection<DealDocument>('deals').findOne({ _id, tenantId: key.tenantId });
  if (deal === null) throw new Error(`appointment ${id} is no deal`);
  return deal;
}

async function contactOf(clinic: TestClinic, id: number): Promise<ContactDocument | null> {
  const { contactId } = await dealOf(clinic, id);
  if (contactId === null) return null;
  return system.db.collection<ContactDocument>('contacts').findOne({ _id: contactId });
}

async function rowsWithOrder({ host }: TestClinic): Promise<Row[]> {
  const rows = await system.medods.rows(host, 'appointments');
  return rows.filter((row) => row['orderId'] !== null);
}

/** A week and more later a person is read again. */
async function forgetReadings({ key }: TestClinic): Promise<void> {
  await system.db
    .collection('contacts')
    .updateMany({ tenantId: key.tenantId }, { $set: { readAt: new Date('2020-01-01T00:00:00Z') } });
}

async function touch({ host }: TestClinic, id: number): Promise<void> {
  await system.medods.mutate(host, { op: 'patch', entity: 'appointments', id, set: { time: '09:05' } });
}

test('a client whose id is gone is found again by phone and surname', async () => {
  const clinic = await createClinic(system, month);
  await clinic.pull();
  const [row] = await system.medods.rows(clinic.host, 'appointments');
  const client = (await system.medods.rows(clinic.host, 'clients')).find(
    ({ id }) => id === row?.['clientId'],
  );
  if (row === undefined || client === undefined) throw new Error('no client to merge');
  await system.medods.mutate(
    clinic.host,
    { op: 'remove', entity: 'clients', id: client.id },
    { op: 'insert', entity: 'clients', row: { ...client, id: 990_001, secondName: 'Новое' } },
  );
  await forgetReadings(clinic);
  await touch(clinic, row.id);

  const run = await clinic.pull();

  expect(run.notes).toContainEqual({ code: 'client_relinked', count: 1 });
  const contact = await contactOf(clinic, row.id);
  expect(contact).toMatchObject({ externalId: String(client.id), currentExternalId: '990001' });
  expect(contact?.name).toContain('Новое');
});

test('a client whose id is gone and who is not found, or found twice, keeps what is known', async () => {
  const clinic = await createClinic(system, month);
  await clinic.pull();
  const rows = await system.medods.rows(clinic.host, 'appointments');
  const clients = await system.medods.rows(clinic.host, 'clients');
  const [gone, ambiguous] = [rows[0], rows.find((row) => row['clientId'] !== rows[0]?.['clientId'])];
  const twin = clients.find(({ id }) => id === ambiguous?.['clientId']);
  if (gone === undefined || ambiguous === undefined || twin === undefined) throw new Error('too few rows');
  const before = [await contactOf(clinic, gone.id), await contactOf(clinic, ambiguous.id)];
  await system.medods.mutate(
    clinic.host,
    { op: 'remove', entity: 'clients', id: Number(gone['clientId']) },
    { op: 'remove', entity: 'clients', id: twin.id },
    { op: 'insert', entity: 'clients', row: { ...twin, id: 990_001 } },
    { op: 'insert', entity: 'clients', row: { ...twin, id: 990_002 } },
  );
  await forgetReadings(clinic);
  await touch(clinic, gone.id);
  await touch(clinic, ambiguous.id);

  const run = await clinic.pull();

  expect(run).toMatchObject({ state: 'succeeded', counts: { changed: 2 } });
  expect(run.notes).toContainEqual({ code: 'client_missing', count: 2 });
  const after = [await contactOf(clinic, gone.id), await contactOf(clinic, ambiguous.id)];
  expect(after.map((contact) => [contact?.name, contact?.phones, contact?.currentExternalId])).toEqual(
    before.map((contact) => [contact?.name, contact?.phones, contact?.currentExternalId]),
  );
});

test('an order that is gone or deleted leaves the amount empty, and a deal without an order has none', async () => {
  const clinic = await createClinic(system, month);
  const [gone, deleted] = await rowsWithOrder(clinic);
  const [without] = (await system.medods.rows(clinic.host, 'appointments')).filter(
    (row) => row['orderId'] === null,
  );
  if (gone === undefined || deleted === undefined || without === undefined) throw new Error('too few rows');
  await system.medods.mutate(
    clinic.host,
    { op: 'remove', entity: 'orders', id: Number(gone['orderId']) },
    {
      op: 'patch',
      entity: 'orders',
      id: Number(deleted['orderId']),
      set: { deletedAt: '2026-01-02T03:04:05+03:00' },
    },
  );
  expect(await clinic.pull()).toMatchObject({ state: 'succeeded' });
  for (const { id } of [gone, deleted, without]) {
    expect(await dealOf(clinic, id)).toMatchObject({ amount: null, paidAmount: null });
  }
  expect(await differencesFromClinic(system, clinic)).toEqual([]);
});

test('a paid bill, a lowered one and a deleted one change the deal though its appointment did not', async () => {
  const clinic = await createClinic(system, month);
  await clinic.pull();
  const [paid, lowered, deleted] = await rowsWithOrder(clinic);
  if (paid === undefined || lowered === undefined || deleted === undefined) throw new Error('too few rows');
  const patch = (row: Row, set: Record<string, number | string>) =>
    ({ op: 'patch', entity: 'orders', id: Number(row['orderId']), set }) as const;
  await system.medods.mutate(
    clinic.host,
    patch(paid, { finalSum: 1500, unpaidSum: 0 }),
    patch(lowered, { finalSum: 1, unpaidSum: 0.5 }),
    patch(deleted, { deletedAt: '2026-01-02T03:04:05+03:00' }),
  );
  await clinic.pull();
  expect(await differencesFromClinic(system, clinic)).toEqual([]);
  expect((await dealOf(clinic, lowered.id)).amount?.toString()).toBe('1.00');

  // Stamped before the bill was read again: what is read later counts all the same.
  await system.medods.mutate(clinic.host, patch(paid, { finalSum: 2750, unpaidSum: 0 }), {
    op: 'patch',
    entity: 'appointments',
    id: paid.id,
    set: { status: 'paid', updatedAt: new Date(Date.now() - 600_000).toISOString() },
  });
  await clinic.pull();
  expect((await dealOf(clinic, paid.id)).amount?.toString()).toBe('2750.00');
  expect(await differencesFromClinic(system, clinic)).toEqual([]);
});

test('amounts written as text are amounts', async () => {
  const clinic = await createClinic(system, month);
  await system.medods.setFaults(clinic.host, {
    entity: 'orders',
    effect: { kind: 'alterRows', stringify: { fields: ['finalSum', 'unpaidSum'], decimals: 2 } },
  });
  expect(await clinic.pull()).toMatchObject({ state: 'succeeded' });
  expect(await differencesFromClinic(system, clinic)).toEqual([]);
});

test('a status nobody knows keeps the deal on its stage and is named in the run', async () => {
  const clinic = await createClinic(system, month);
  const rows = await system.medods.rows(clinic.host, 'appointments');
  const known = rows.find(({ status }) => status === 'approved' || status === 'serviced');
  if (known === undefined) throw new Error('no open appointment');
  const [fresh] = await system.medods.mutate(clinic.host, {
    op: 'insert',
    entity: 'appointments',
    row: { status: 'on_hold' },
  });
  await clinic.pull();
  await system.medods.mutate(clinic.host, {
    op: 'patch',
    entity: 'appointments',
    id: known.id,
    set: { status: 'on_hold' },
  });

  const run = await clinic.pull();

  expect(run).toMatchObject({ state: 'succeeded', counts: { changed: 1 } });
  expect(run.notes).toContainEqual({ code: 'status_unknown:on_hold', count: 1 });
  expect(await dealOf(clinic, known.id)).toMatchObject({
    stageId: expect.stringMatching(`\\.${String(known['status'])}$`),
    statusText: 'on_hold',
    stageStatus: 'in_process',
  });
  expect(await dealOf(clinic, fresh?.id ?? 0)).toMatchObject({
    stageId: expect.stringMatching(/\.need_approval$/),
    stageStatus: 'in_process',
  });
});

test('a clinic without rows is read to its end', async () => {
  const clinic = await createClinic(system, { appointments: 0 });
  expect((await clinic.update('activate'))?.error).toBeNull();
  expect(await clinic.endedRun()).toMatchObject({ state: 'succeeded', counts: { seen: 0, new: 0 } });
  expect((await clinic.checkpoint())?.highWater).not.toBeNull();
  await clinic.deactivate();
});

test('fields that nobody knows and odd ones are counted and dropped, and a row without an id is set aside', async () => {
  const clinic = await createClinic(system, month);
  const [odd, nameless] = await system.medods.rows(clinic.host, 'appointments');
  await system.medods.setFaults(
    clinic.host,
    { entity: 'appointments', effect: { kind: 'alterRows', set: { mood: 'sunny' } } },
    {
      entity: 'appointments',
      effect: { kind: 'alterRows', ids: [odd?.id ?? 0], set: { time: 'noon', userId: { id: 5 } } },
    },
    { entity: 'appointments', effect: { kind: 'alterRows', ids: [nameless?.id ?? 0], unset: ['id'] } },
  );
  const run = await clinic.pull();
  expect(run).toMatchObject({ state: 'succeeded', counts: { seen: 60, new: 59, quarantined: 1 } });
  expect(run.notes).toContainEqual({ code: 'field_unknown:appointments.mood', count: 59 });
  expect(run.notes).toContainEqual({ code: 'field_unreadable:appointments.time', count: 1 });
  expect(run.notes).toContainEqual({ code: 'field_unreadable:appointments.userId', count: 1 });
  expect(run.notes).toContainEqual({ code: 'row_unreadable:appointments', count: 1 });
  expect(await dealOf(clinic, odd?.id ?? 0)).toMatchObject({ employeeId: null });
});

test('without the vendor’s times a deal has ours, flagged as estimated', async () => {
  const clinic = await createClinic(system, { ...month, showStamps: false });
  const begun = Date.now();
  await clinic.pull();
  const deals = await system.db
    .collection<DealDocument>('deals')
    .find({ tenantId: clinic.key.tenantId })
    .toArray();
  expect(deals).toHaveLength(60);
  for (const deal of deals) {
    expect(deal.estimated).toEqual(expect.arrayContaining(['createdAt', 'changedAt', 'stageChangedAt']));
    expect(deal.changedAt.getTime()).toBeGreaterThanOrEqual(begun);
    expect(deal.createdAt.getTime()).toBeLessThanOrEqual(Date.now());
  }
  const leads = await system.db
    .collection<LeadDocument>('leads')
    .find({ tenantId: clinic.key.tenantId })
    .toArray();
  expect(leads.length).toBeGreaterThan(0);
  expect(leads.every(({ createdAtEstimated }) => createdAtEstimated)).toBe(true);
  expect(await clinic.pull()).toMatchObject({ counts: { new: 0, changed: 0 } });
});

test('where bookings do not tell their source there are deals, no leads, and a warning', async () => {
  const clinic = await createClinic(system, month);
  await system.medods.setFaults(clinic.host, {
    entity: 'appointments',
    effect: { kind: 'alterRows', unset: ['appointmentSourceId'] },
  });
  expect((await clinic.update('activate'))?.warnings).toEqual(['online_source_absent']);
  const run = await clinic.endedRun();
  expect(run).toMatchObject({ state: 'succeeded', counts: { new: 60 } });
  expect(run.notes).toContainEqual({ code: 'online_source_absent', count: 60 });
  expect(await system.db.collection('leads').countDocuments({ tenantId: clinic.key.tenantId })).toBe(0);
  await clinic.deactivate();
});

test('what is medical or private beyond need is stored nowhere in the clear', async () => {
  const clinic = await createClinic(system, { ...month, appointments: 200 });
  await clinic.pull();
  for (const { name } of await system.db.listCollections().toArray()) {
    const documents = await system.db.collection(name).find({ tenantId: clinic.key.tenantId }).toArray();
    const text = JSON.stringify(documents);
    for (const word of ['Не для выгрузки', 'birthdate', 'clientComment', 'Первичный', '"sex"']) {
      expect({ name, word, found: text.includes(word) }).toEqual({ name, word, found: false });
    }
  }
});
