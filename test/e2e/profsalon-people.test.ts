import { leadPerson } from '../../src/activities/refresh-people';
import { searchTokens } from '../../src/domain/search';
import { stageId } from '../../src/storage/funnels';
import { createClinic } from '../system/clinic';
import { createSalon, type TestSalon } from '../system/salon';
import { startSystem, type TestSystem } from '../system/system';

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.stop());

const at = (minute: number) => new Date(Date.UTC(2026, 2, 10, 6, minute)).toISOString();

async function tell(salon: TestSalon, ...records: Record<string, unknown>[]): Promise<void> {
  for (const record of records) await salon.store(salon.body(record));
  await salon.drain();
}

const byPhone = async (salon: TestSalon, phone: string) => {
  const search = { prefixes: searchTokens([], [phone]), externalId: phone };
  const found = { created: { from: null, before: null }, search };
  const { tenantId } = salon.key;
  const { leads, deals } = system.storage;
  return {
    leads: (await leads.list(tenantId, found, null, 10)).map(({ externalId }) => externalId).sort(),
    deals: (await deals.list(tenantId, found, null, 10)).map(({ externalId }) => externalId).sort(),
  };
};

test('a phone that comes with another record makes every lead of the person ready and findable', async () => {
  const salon = await createSalon(system, { active: true });
  const client = { id: 7, name: 'Иван Тестов' };
  await tell(
    salon,
    { id: 1, changed_at: at(1), name: 'Стрижка', client, is_online: true },
    { id: 2, changed_at: at(1), name: 'Укладка', client, is_online: true },
    { id: 3, changed_at: at(1), name: 'Массаж', client: { id: 8, name: 'Вера Тестова' }, is_online: true },
  );
  expect((await salon.leads()).map(({ state }) => state)).toEqual(['no_contact', 'no_contact', 'no_contact']);

  await tell(salon, { id: 2, changed_at: at(5), client: { id: 7, phone: '79990000003' } });

  const leads = new Map((await salon.leads()).map((lead) => [lead.externalId, lead]));
  const contact = { name: 'Иван Тестов', phone: '+79990000003', email: null };
  for (const id of ['1', '2']) expect(leads.get(id)).toMatchObject({ state: 'ready', contact });
  expect(leads.get('3')).toMatchObject({ state: 'no_contact', contact: { phone: null } });
  expect(await byPhone(salon, '+79990000003')).toEqual({ leads: ['1', '2'], deals: ['1', '2'] });

  await tell(salon, { id: 4, changed_at: at(6), client: { id: 7, name: 'Пётр', phone: '79990000009' } });
  expect(await byPhone(salon, '+79990000003')).toEqual({ leads: [], deals: [] });
  expect(await byPhone(salon, '+79990000009')).toEqual({ leads: ['1', '2', '4'], deals: ['1', '2', '4'] });
  const [deal] = (await salon.deals()).filter(({ externalId }) => externalId === '1');
  expect(deal?.search).toEqual(expect.arrayContaining(['стрижка', 'петр']));
  expect(deal?.search).not.toContain('иван');
});

test('a person told of by an older change is not shown as the older change says', async () => {
  const salon = await createSalon(system, { active: true });
  const client = { id: 7, name: 'Новое Имя', phone: '79990000003' };
  await tell(salon, { id: 1, changed_at: at(9), client, is_online: true });
  const old = { id: 7, name: 'Старое Имя', email: 'ivan@example.test' };
  await tell(salon, { id: 2, changed_at: at(1), client: old });
  expect((await salon.leads()).find(({ externalId }) => externalId === '1')?.contact).toEqual({
    name: 'Новое Имя',
    phone: '+79990000003',
    email: 'ivan@example.test',
  });
});

test('the salon and who is responsible are called what the newest change says, whatever comes late', async () => {
  const salon = await createSalon(system, {
    active: true,
    settings: { deals: { enabled: true, defaultFunnel: false } },
  });
  const { tenantId } = salon.key;
  const say = (minute: number, salonName: string | null, employee: string) =>
    salon.store({
      ...salon.body({ id: minute, changed_at: at(minute), employee: { id: 31, name: employee } }),
      ...(salonName === null ? {} : { salon_name: salonName }),
    });
  const names = async () => {
    await salon.drain();
    const [funnel, ...otherFunnels] = await system.storage.funnels.list(tenantId, {}, null, 10);
    const [employee] = await system.storage.employees.list(tenantId, {}, null, 10);
    expect(otherFunnels).toEqual([]);
    return [funnel?.name, employee?.name];
  };
  await say(2, 'Салон Пример', 'Анна Мастерова');
  expect(await names()).toEqual(['Салон Пример', 'Анна Мастерова']);
  await say(4, '$Салон «Другой»', '$Анна Примерова');
  expect(await names()).toEqual(['$Салон «Другой»', '$Анна Примерова']);
  await say(3, 'Салон Пример', 'Анна Мастерова');
  expect(await names()).toEqual(['$Салон «Другой»', '$Анна Примерова']);
  // Together, the newest not last; and one that says nothing of the salon.
  await say(8, 'Салон Новый', 'Анна Новая');
  await say(7, 'Салон Прежний', 'Анна Прежняя');
  await say(9, null, '');
  expect(await names()).toEqual(['Салон Новый', 'Анна Новая']);
});

test('a change time far ahead does not keep a person from ever changing again', async () => {
  const salon = await createSalon(system, { active: true });
  const told = (name: string, changedAt: string) => ({
    id: 1,
    changed_at: changedAt,
    client: { id: 7, name },
  });
  await tell(salon, told('Первое', '2099-01-01T00:00:00Z'));
  await tell(salon, told('Второе', new Date(Date.now() + 60_000).toISOString()));
  expect(await salon.contacts()).toMatchObject([{ name: 'Второе' }]);
  expect((await salon.leads())[0]?.contact.name).toBe('Второе');
});

test('a person who was erased stays erased, whatever comes of them later', async () => {
  const salon = await createSalon(system, { active: true });
  const client = { id: 7, name: 'Иван Тестов', phone: '79990000003' };
  await tell(
    salon,
    { id: 1, changed_at: at(1), name: 'Стрижка', client },
    { id: 2, changed_at: at(1), client },
  );
  const { tenantId } = salon.key;
  await system.storage.erasure.erase(
    tenantId,
    { kind: 'phone', phone: '+79990000003' },
    { keyring: system.keyring, now: new Date(), deliveriesUntil: new Date() },
  );

  await tell(salon, { id: 2, changed_at: at(5), client: { id: 7, name: 'Иван', phone: '79990000004' } });

  expect(await salon.contacts()).toEqual([]);
  for (const lead of await salon.leads()) {
    expect(lead).toMatchObject({ ...leadPerson(null), contactId: null });
  }
  for (const { contactId, search } of await salon.deals()) {
    expect(contactId).toBeNull();
    expect(search.some((token) => token.startsWith('#') || token === 'иван')).toBe(false);
  }
});

test('deliveries that change nobody touch no other record of the person', async () => {
  const salon = await createSalon(system, { active: true });
  const client = { id: 7, name: 'Иван Тестов', phone: '79990000003' };
  await tell(salon, { id: 1, changed_at: at(1), client }, { id: 2, changed_at: at(1), client });
  const before = (await salon.deals()).find(({ externalId }) => externalId === '1');
  await tell(salon, { id: 2, changed_at: at(3), client, status: 'paid' });
  expect((await salon.deals()).find(({ externalId }) => externalId === '1')).toEqual(before);
});

test('of two changes at the same time the one that arrived last counts, and a repeat of the first is none', async () => {
  const salon = await createSalon(system, { active: true });
  const first = {
    id: 1,
    changed_at: at(1),
    name: 'А',
    client: { id: 7, name: 'Анна', phone: '79990000001' },
  };
  const second = {
    id: 1,
    changed_at: at(1),
    name: 'Б',
    client: { id: 7, name: 'Белла', phone: '79990000002' },
  };
  await tell(salon, first, second, first);
  await tell(salon, first);
  expect(await salon.deals()).toMatchObject([{ name: 'Б' }]);
  expect(await salon.leads()).toMatchObject([{ contact: { name: 'Белла', phone: '+79990000002' } }]);
  const outcomes = (await salon.deliveries()).map(({ results }) => results[0]?.outcome);
  expect(outcomes).toEqual(['duplicate', 'duplicate', 'applied', 'applied']);
});

test('a record that turns out to be the staff’s from its beginning is no lead, one booked online stays one', async () => {
  const salon = await createSalon(system, { active: true });
  await tell(
    salon,
    { id: 1, changed_at: at(5), status: 'came' },
    { id: 2, changed_at: at(5), status: 'came' },
  );
  expect(await salon.leads()).toHaveLength(2);
  await tell(
    salon,
    { id: 1, changed_at: at(1), is_online: false, status: 'new' },
    { id: 2, changed_at: at(1), is_online: true, status: 'new' },
  );
  expect((await salon.leads()).map(({ externalId }) => externalId)).toEqual(['2']);
  expect((await salon.deals()).map(({ externalId, leadId }) => [externalId, leadId !== null]).sort()).toEqual(
    [
      ['1', false],
      ['2', true],
    ],
  );
});

test('the time of a lead is corrected when its booking is told of later', async () => {
  const salon = await createSalon(system, { active: true });
  await tell(salon, { id: 1, changed_at: at(5), is_online: true });
  expect(await salon.leads()).toMatchObject([{ createdAtEstimated: true }]);
  await tell(salon, { id: 1, changed_at: at(1), created_at: at(0) });
  expect(await salon.leads()).toMatchObject([{ createdAtEstimated: false, createdAt: new Date(at(0)) }]);
});

test('a record that is there again after a delete stands where the newest change that names a stage put it', async () => {
  const salon = await createSalon(system, { active: true });
  await tell(
    salon,
    { id: 1, changed_at: at(1), status: 'new' },
    { id: 1, changed_at: at(2), status: 'came' },
  );
  await salon.store(salon.body({ id: 1, changed_at: at(3) }, 'delete'));
  await salon.drain();
  expect(await salon.deals()).toMatchObject([
    { deleted: true, stageStatus: 'failed', closedAt: new Date(at(3)) },
  ]);
  await tell(salon, { id: 1, changed_at: at(4), sum: 900 });
  const [open] = await salon.deals();
  expect(open).toMatchObject({ deleted: false, stageStatus: 'in_process', closedAt: null });
  expect(open?.stageId).toBe(stageId(salon.key, 'tenant/profsalon', 'came'));
});

test('several states of one record in one delivery are all kept, also when the last is as the first', async () => {
  const salon = await createSalon(system, { active: true });
  const state = (minute: number, status: string) => salon.body({ id: 1, changed_at: at(minute), status });
  await salon.store([state(1, 'new'), state(2, 'came'), state(3, 'new')]);
  await salon.store([state(5, 'paid'), state(5, 'came')]);
  await salon.drain();
  const observed = await system.storage.observations.ofRecords(salon.key, ['1']);
  expect(observed.get('1')).toHaveLength(5);
  expect(await salon.deals()).toMatchObject([{ statusText: 'came', changedAt: new Date(at(5)) }]);
});

test('a clinic’s client who is read again with another phone shows it in the bookings that were not read again', async () => {
  let daysLater = 0;
  const clock = () => new Date(Date.now() + daysLater * 86_400_000);
  const clinics = await startSystem({ now: clock });
  try {
    const clinic = await createClinic(clinics, { appointments: 60, daysBack: 5, daysAhead: 5, clients: 10 });
    await clinic.pull();
    const all = { created: { from: null, before: null }, search: null };
    const [lead] = (await clinics.storage.leads.list(clinic.key.tenantId, all, null, 100)).filter(
      ({ contactId }) => contactId !== null,
    );
    const contacts = await clinics.storage.contacts.byIds(clinic.key.tenantId, [lead?.contactId ?? '']);
    const [contact] = contacts.values();
    if (contact === undefined) throw new Error('no lead has a contact');
    const id = Number(contact.externalId);
    await clinics.medods.mutate(
      clinic.host,
      { op: 'patch', entity: 'clients', id, set: { phone: '79990001122' } },
      { op: 'insert', entity: 'appointments', row: { clientId: id } },
    );
    daysLater = 8;
    await clinic.pull();
    const leads = (await clinics.storage.leads.list(clinic.key.tenantId, all, null, 100)).filter(
      ({ contactId }) => contactId === contact._id,
    );
    expect(leads.length).toBeGreaterThan(0);
    for (const { contact: shown } of leads) expect(shown.phone).toBe('+79990001122');
    const found = { ...all, search: { prefixes: searchTokens([], ['+79990001122']), externalId: '' } };
    const deals = await clinics.storage.deals.list(clinic.key.tenantId, found, null, 100);
    const ofContact = await clinics.db.collection('deals').countDocuments({
      tenantId: clinic.key.tenantId,
      contactId: contact._id,
    });
    expect(deals).toHaveLength(ofContact);
  } finally {
    await clinics.stop();
  }
});
