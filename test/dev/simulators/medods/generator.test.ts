import { dataOptionsSchema } from '../../../../dev/simulators/medods/data-options';
import { generateRows } from '../../../../dev/simulators/medods/generator';
import { statuses } from '../../../../dev/simulators/medods/rows';

const now = '2026-04-15T14:10:00+03:00';
const made = generateRows(dataOptionsSchema.parse({ now, seed: 7, appointments: 2_000, users: 12 }));
const visitAt = (row: { [field: string]: unknown }): number =>
  Date.parse(`${row['date']}T${row['time']}:00+03:00`);
const stamp = (value: unknown): number => Date.parse(String(value));

test('the same seed and moment give the same rows, another seed gives others', () => {
  const again = generateRows(dataOptionsSchema.parse({ now, seed: 7, appointments: 2_000, users: 12 }));
  const other = generateRows(dataOptionsSchema.parse({ now, seed: 8, appointments: 2_000, users: 12 }));
  expect(again).toEqual(made);
  expect(other.appointments).not.toEqual(made.appointments);
});

test('every booking is made before its visit and changed between booking and the present', () => {
  for (const row of made.appointments) {
    expect(stamp(row['createdAt'])).toBeLessThan(visitAt(row));
    expect(stamp(row['createdAt'])).toBeLessThanOrEqual(Date.parse(now));
    expect(stamp(row['updatedAt'])).toBeGreaterThanOrEqual(stamp(row['createdAt']));
    expect(stamp(row['updatedAt'])).toBeLessThanOrEqual(Date.parse(now));
  }
});

test('ids ascend in the order of booking and name rows that exist', () => {
  const ids = (rows: readonly { id: number }[]): Set<unknown> => new Set(rows.map(({ id }) => id));
  const [clients, users, orders, sources] = [
    ids(made.clients),
    ids(made.users),
    ids(made.orders),
    ids(made.appointmentSources),
  ];
  made.appointments.forEach((row, index) => {
    const before = made.appointments[index - 1];
    if (before !== undefined) {
      expect(row.id).toBeGreaterThan(before.id);
      expect(stamp(row['createdAt'])).toBeGreaterThanOrEqual(stamp(before['createdAt']));
    }
    expect(clients).toContain(row['clientId']);
    expect(users).toContain(row['userId']);
    expect(sources).toContain(row['appointmentSourceId']);
    if (row['orderId'] !== null) expect(orders).toContain(row['orderId']);
  });
});

test('visits lie within the days asked for, today and tomorrow are busy', () => {
  const days = made.appointments.map((row) => String(row['date']));
  expect(days.every((day) => day >= '2026-02-14' && day <= '2026-05-15')).toBe(true);
  for (const day of ['2026-04-15', '2026-04-16']) {
    expect(days.filter((other) => other === day).length).toBeGreaterThan(20);
  }
});

test('statuses fit the dates, and all nine occur', () => {
  const ahead = made.appointments.filter((row) => visitAt(row) > Date.parse(now));
  expect(ahead.length).toBeGreaterThan(0);
  for (const row of ahead) {
    expect(['need_approval', 'confirmed_by_administrator', 'approved', 'canceled']).toContain(row['status']);
    expect(row['orderId']).toBeNull();
  }
  expect(new Set(made.appointments.map((row) => row['status']))).toEqual(new Set(statuses));
});

test('about three in ten have an order and a third came online, unless told otherwise', () => {
  const share = (rows: readonly unknown[]): number => rows.length / made.appointments.length;
  expect(share(made.orders)).toBeCloseTo(0.3, 1);
  expect(share(made.appointments.filter((row) => row['appointmentSourceId'] === 14))).toBeCloseTo(0.35, 1);
  const offline = generateRows(dataOptionsSchema.parse({ now, shareWithOrders: 0, shareOnline: 0 }));
  expect(offline.orders).toEqual([]);
  expect(offline.appointments.every((row) => row['appointmentSourceId'] !== 14)).toBe(true);
});

test('orders are whole roubles, paid when the appointment is, and some are unpaid', () => {
  const byId = new Map(made.orders.map((order) => [order.id, order]));
  const kinds = new Set<unknown>();
  for (const appointment of made.appointments) {
    if (typeof appointment['orderId'] !== 'number') continue;
    const order = byId.get(appointment['orderId']);
    const [sum, discountSum, finalSum, unpaidSum] = ['sum', 'discountSum', 'finalSum', 'unpaidSum'].map(
      (field) => order?.[field],
    );
    for (const amount of [sum, discountSum, finalSum, unpaidSum]) expect(Number.isInteger(amount)).toBe(true);
    expect(finalSum).toBe(Number(sum) - Number(discountSum));
    if (appointment['status'] === 'paid') expect(unpaidSum).toBe(0);
    else expect(unpaidSum).toBeGreaterThan(0);
    kinds.add(order?.['orderPaidStatus']);
  }
  expect(kinds).toEqual(new Set(['paid', 'not_paid', 'partially_paid']));
});

test('the odd ones are there: a shared phone, a client out of reach, a struck-off order, noise', () => {
  const phones = made.clients.map(({ phone }) => phone);
  expect(phones[0]).toBe(phones[1]);
  expect(made.clients.some(({ phone, email }) => phone === '' && email === '')).toBe(true);
  expect(made.orders.filter(({ deletedAt }) => deletedAt !== null)).toHaveLength(1);
  expect(JSON.stringify(made.appointments)).toContain('Не для выгрузки');
  for (const phone of phones) expect(phone).toMatch(/^(7999\d{7})?$/);
  for (const { email } of made.clients) expect(email).toMatch(/^(patient\d+@example\.test)?$/);
});

test('a clinic can be empty', () => {
  const empty = generateRows(dataOptionsSchema.parse({ now, appointments: 0 }));
  expect(empty.appointments).toEqual([]);
  expect(empty.orders).toEqual([]);
});
