import {
  appointmentFields,
  appointmentHash,
  changedAt,
  contactOf,
  type NormaliseContext,
  orderAttachment,
  orderFields,
  settingsHash,
} from '../../../src/vendors/medods/normalise';
import { Notes } from '../../../src/vendors/medods/notes';
import {
  type Appointment,
  appointmentSchema,
  clientSchema,
  type Order,
  orderSchema,
  readRow,
} from '../../../src/vendors/medods/schemas';
import { medodsSettingsSchema } from '../../../src/vendors/medods/settings';

const NOW = new Date('2026-03-15T00:00:00Z');
const SECRET = 'Жалоба, диагноз и услуга';
const settings = medodsSettingsSchema.parse({ uid: 'beta45', identity: 'i', deals: { enabled: true } });
const context: NormaliseContext = {
  settings,
  timeZone: 'Asia/Yekaterinburg',
  onlineSources: new Set(['14']),
  sourceTitles: new Map([['14', 'Онлайн-запись']]),
};
// The example of the vendor document, 6.1, with what must not be taken filled in.
const example = {
  id: 90311,
  status: 'serviced',
  date: '2026-03-14',
  time: '10:30',
  duration: 30,
  clinicId: 1,
  clientId: 2581,
  userId: 42,
  orderId: 4438,
  entryTypeIds: [705],
  appointmentType: { id: 1, title: SECRET },
  appointmentSourceId: 14,
  note: SECRET,
  clientComment: SECRET,
};

function read(over: Record<string, unknown> = {}, notes = new Notes()): Appointment {
  const row = readRow(appointmentSchema, 'appointments', { ...example, ...over }, notes);
  if (row === null) throw new Error('the row cannot be read');
  return row;
}

function fieldsOf(
  over: Record<string, unknown> = {},
  notes = new Notes(),
  over2: Partial<NormaliseContext> = {},
) {
  return appointmentFields(read(over, notes), { ...context, ...over2 }, notes);
}

test('an appointment becomes the fields of a deal, its local times read in the clinic’s zone', () => {
  expect(fieldsOf({ createdAt: '2026-03-01T09:15:00.250+03:00' })).toEqual({
    name: 'Запись № 90311 от 14.03.2026',
    visitAt: new Date('2026-03-14T05:30:00Z'),
    statusText: 'serviced',
    stageKey: 'serviced',
    contactExternalId: '2581',
    employeeExternalId: '42',
    crmSource: 'Онлайн-запись',
    deleted: false,
    online: true,
    createdAt: new Date('2026-03-01T06:15:00.250Z'),
  });
  expect(fieldsOf({ createdAt: '2026-03-01 09:15:00' }).createdAt).toEqual(new Date('2026-03-01T04:15:00Z'));
});

test('nothing medical and nothing about a person beyond need is taken', () => {
  const client = readRow(
    clientSchema,
    'clients',
    {
      id: 2581,
      surname: 'Придумова',
      name: 'Анна',
      phone: '79991234567',
      email: ' Anna@Example.TEST ',
      birthdate: '1990-01-15',
      sex: 'female',
      serviceCard: SECRET,
      idCard: { number: SECRET },
      address: { city: SECRET },
    },
    new Notes(),
  );
  if (client === null) throw new Error('the client cannot be read');
  const contact = contactOf(client, '2581', NOW, false);
  expect(contact).toEqual({
    externalId: '2581',
    currentExternalId: '2581',
    name: 'Придумова Анна',
    surname: 'Придумова',
    phones: ['+79991234567'],
    emails: ['anna@example.test'],
    readAt: NOW,
    unreferenced: false,
  });
  expect(JSON.stringify([fieldsOf(), read(), client])).not.toMatch(/Жалоба|1990-01-15|female/);
});

test('a client without a usable phone or e-mail is still a contact', () => {
  const contact = contactOf({ id: '7', phone: 'нет', email: 'нет@' }, '7', NOW, true);
  expect(contact).toMatchObject({ name: null, surname: null, phones: [], emails: [] });
});

test.each([
  ['need_approval', 'need_approval'],
  ['confirmed_by_administrator', 'confirmed_by_administrator'],
  ['approved', 'approved'],
  ['arrived', 'arrived'],
  ['serviced', 'serviced'],
  ['billed', 'billed'],
  ['paid', 'paid'],
  ['canceled', 'refused'],
  ['failed', 'refused'],
])('the status %s is the stage %s', (status, stageKey) => {
  const notes = new Notes();
  expect(fieldsOf({ status }, notes)).toMatchObject({ stageKey, statusText: status });
  expect([...notes.take()]).toEqual([]);
});

test('a status nobody knows names no stage and is noted; the customer’s map may name it', () => {
  const notes = new Notes();
  expect(fieldsOf({ status: 'on_hold' }, notes)).not.toHaveProperty('stageKey');
  expect([...notes.take()]).toEqual([['status_unknown:on_hold', 1]]);
  const mapped = { ...settings, statusMap: { on_hold: 'approved', paid: 'billed' } as const };
  expect(fieldsOf({ status: 'on_hold' }, notes, { settings: mapped }).stageKey).toBe('approved');
  expect(fieldsOf({ status: 'paid' }, notes, { settings: mapped }).stageKey).toBe('billed');
  expect(fieldsOf({ status: 'constructor' }, notes, { settings: mapped })).not.toHaveProperty('stageKey');
});

test('what an appointment does not tell is absent or empty, never guessed', () => {
  const bare = readRow(appointmentSchema, 'appointments', { id: '5' }, new Notes());
  if (bare === null) throw new Error('the row cannot be read');
  expect(appointmentFields(bare, context, new Notes())).toEqual({
    name: 'Запись № 5',
    visitAt: null,
    statusText: null,
    contactExternalId: null,
    employeeExternalId: null,
    crmSource: null,
    deleted: false,
    online: null,
  });
  expect(changedAt(bare, 'Europe/Moscow')).toBeNull();
});

test('the hash tells what is taken: a changed note is no change, a changed time is', () => {
  expect(appointmentHash(read({ note: 'other', duration: 60 }))).toBe(appointmentHash(read()));
  for (const over of [
    { time: '11:00' },
    { status: 'paid' },
    { orderId: null },
    { updatedAt: '2026-03-14' },
  ]) {
    expect(appointmentHash(read(over))).not.toBe(appointmentHash(read()));
  }
  expect(appointmentHash(read({ id: '90311', clientId: '2581' }))).toBe(appointmentHash(read()));
});

test('settings that shape a deal change its hash, the others do not', () => {
  const hash = settingsHash(context);
  expect(
    settingsHash({ ...context, settings: { ...settings, visitDaysBack: 90, authorization: 'bare' } }),
  ).toBe(hash);
  for (const over of [
    { timeZone: 'Europe/Moscow' },
    { onlineSources: new Set(['2']) },
    { settings: { ...settings, responsible: 'biller' as const } },
    { settings: { ...settings, deals: { enabled: false } } },
  ]) {
    expect(settingsHash({ ...context, ...over })).not.toBe(hash);
  }
});

const bill = {
  id: 4438,
  createdById: 51,
  clientId: 2581,
  customerType: 'client',
  orderPaidStatus: 'not_paid',
  sum: 1700,
  discountSum: 200,
  finalSum: 1500,
  unpaidSum: 1500,
  deletedAt: null,
};
function order(over: Record<string, unknown> = {}, notes = new Notes()): Order {
  const row = readRow(orderSchema, 'orders', { ...bill, ...over }, notes);
  if (row === null) throw new Error('the order cannot be read');
  return row;
}

test.each([
  [{}, '1500.00', '0.00'],
  [{ unpaidSum: 0 }, '1500.00', '1500.00'],
  [{ finalSum: '1500.50', unpaidSum: '0.25' }, '1500.50', '1500.25'],
  [{ unpaidSum: null }, '1500.00', null],
  [{ finalSum: null }, null, null],
  [{ finalSum: 'free' }, null, null],
  [{ deletedAt: '2026-03-01T00:00:00Z' }, null, null],
  [{ finalSum: 0, unpaidSum: 0 }, '0.00', '0.00'],
])('an order with %p is worth %p, paid %p', (over, amount, paidAmount) => {
  expect(orderFields(order(over), settings, new Notes())).toEqual({ amount, paidAmount });
});

test('an order that is gone leaves no amount, not nought', () => {
  expect(orderFields(null, settings, new Notes())).toEqual({ amount: null, paidAmount: null });
});

test('the biller is responsible where the settings say so', () => {
  const biller = { ...settings, responsible: 'biller' as const };
  expect(orderFields(order(), biller, new Notes())).toMatchObject({ employeeExternalId: '51' });
  expect(fieldsOf({}, new Notes(), { settings: biller })).not.toHaveProperty('employeeExternalId');
});

test('an unpaid order is watched without end, a settled one for thirty days from when it was settled', () => {
  const attached = (
    over: Record<string, unknown>,
    before: ReturnType<typeof orderAttachment> | null,
    now: Date,
  ) => orderAttachment('4438', order(over), orderFields(order(over), settings, new Notes()), before, now);
  const later = new Date(NOW.getTime() + 5 * 86_400_000);
  const open = attached({}, null, NOW);
  expect(open.watchUntil.getTime()).toBeGreaterThan(later.getTime() + 1e12);
  const settled = attached({ unpaidSum: 0 }, open, NOW);
  expect(settled.watchUntil).toEqual(new Date(NOW.getTime() + 30 * 86_400_000));
  expect(attached({ unpaidSum: 0 }, settled, later).watchUntil).toEqual(settled.watchUntil);
  expect(settled.hash).not.toBe(open.hash);
});
