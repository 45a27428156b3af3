import fc from 'fast-check';
import { kopecksOf, moneyOf } from '../../../src/vendors/profsalon/amount';
import { readInstant } from '../../../src/vendors/profsalon/instant';
import { phoneOf } from '../../../src/vendors/profsalon/phone';
import { connection, recordOf, unpackJson, v1 } from './deliveries';

const money = (value: unknown) => {
  const kopecks = kopecksOf(value);
  return kopecks === null ? null : moneyOf(kopecks);
};
const moment = (stamp: number | string, zone = 'Europe/Moscow') => {
  const reading = readInstant(stamp, zone);
  return reading.kind === 'instant' ? reading.at.toISOString() : reading.kind;
};

test.each(['79990000003', '+79990000003', '89990000003', '+7 (999) 000-00-03', '9990000003'])(
  'the phone "%s" is +79990000003',
  (typed) => {
    expect(phoneOf(typed)).toBe('+79990000003');
  },
);

test.each([
  ['8 (495) 000-00-03', '+74950000003'],
  ['4950000003', '+74950000003'],
  ['3430000003', '+73430000003'],
  ['8000000003', '+78000000003'],
  ['+375 29 000-00-03', '+375290000003'],
  ['+1 212 555 0100', '+12125550100'],
])('the phone "%s" is %s', (typed, phone) => {
  expect(phoneOf(typed)).toBe(phone);
});

test.each([
  '',
  'нет',
  '1990000003',
  '2990000003',
  '375290000003',
  '12',
  '+1234567',
  '+1234567890123456',
  '69990000003',
])('"%s" is no phone', (typed) => {
  expect(phoneOf(typed)).toBeNull();
});

test('of several phones the first valid one counts, and none is worth a warning', async () => {
  const phonesOf = async (phone: unknown) => {
    const { contact, warnings } = await recordOf(v1({ id: 1, client: { id: 7, phone } }));
    return [contact?.phones, warnings];
  };
  expect(await phonesOf('12; 8-999-000-00-06, 79990000007')).toEqual([['+79990000006'], []]);
  expect(await phonesOf(['нет', 79990000007])).toEqual([['+79990000007'], []]);
  expect(await phonesOf('нет')).toEqual([[], ['phone_invalid']]);
  expect(await phonesOf('')).toEqual([[], []]);
  expect(await phonesOf([...Array(19).fill('12'), '79990000007'])).toEqual([['+79990000007'], []]);
  expect(await phonesOf([...Array(20).fill('12'), '79990000007'])).toEqual([[], ['phone_invalid']]);
});

test.each([
  [2000, '2000.00'],
  [0, '0.00'],
  [2000.5, '2000.50'],
  [0.1 + 0.2, '0.30'],
  [2000.0999999999999, '2000.10'],
  [-150, '-150.00'],
  ['2000', '2000.00'],
  ['2000.00', '2000.00'],
  ['2 000,00', '2000.00'],
  ['2\u00a0500,00\u00a0₽', '2500.00'],
  ['2\u202f500,5 ₽', '2500.50'],
  ['1 500 ₽', '1500.00'],
  ['1500 руб.', '1500.00'],
  ['1 500р.', '1500.00'],
  ['9999999999999.99', '9999999999999.99'],
  ['1500.000', '1500.00'],
  ['1500.1250', '1500.13'],
  [0.125, '0.13'],
  [0.1249, '0.12'],
])('the amount %p is %s roubles', (written, amount) => {
  expect(money(written)).toBe(amount);
});

test.each([
  '',
  'даром',
  '1.500',
  '1,500',
  '1.500,00',
  '1e3',
  '12 USD',
  '₽',
  '--5',
  1e21,
  1e-7,
  true,
  null,
  {},
])('%p is no amount', (written) => {
  expect(money(written)).toBeNull();
});

test('kopecks survive writing and reading, as a number and as text', () => {
  fc.assert(
    fc.property(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), (kopecks) => {
      const written = moneyOf(BigInt(kopecks));
      expect(kopecksOf(written)).toBe(BigInt(kopecks));
      expect(kopecksOf(kopecks / 100)).toBe(BigInt(kopecks));
      expect(kopecksOf(`${written.replace('.', ',')} ₽`)).toBe(BigInt(kopecks));
    }),
  );
});

test('the amount is that of the services when each has a cost, times their count', async () => {
  const amountOf = async (record: Record<string, unknown>) => {
    const { fields, warnings } = await recordOf(v1({ id: 1, client: { id: 7 }, ...record }));
    return [fields.amount, warnings];
  };
  const cut = { service_name: 'Стрижка', cost: '1 000,10' };
  const dye = { title: 'Окрашивание', price: 0.2, quantity: '3' };
  expect(await amountOf({ services: [cut, dye] })).toEqual(['1000.70', []]);
  expect(await amountOf({ services: [cut, { title: 'Подарок', cost: 0 }] })).toEqual(['1000.10', []]);
  expect(await amountOf({ services: [cut, { title: 'Укладка' }] })).toEqual([undefined, []]);
  expect(await amountOf({ services: [cut], sum: 5 })).toEqual(['5.00', []]);
  expect(await amountOf({ services: [cut], sum: 0 })).toEqual(['0.00', []]);
  expect(await amountOf({ services: [{ cost: 'даром' }] })).toEqual([
    undefined,
    ['amount_unreadable:services'],
  ]);
  expect(await amountOf({ services: [{ cost: 5, count: 'много' }] })).toEqual([
    undefined,
    ['amount_unreadable:services'],
  ]);
  expect(await amountOf({ services: [cut], total: 'много' })).toEqual([undefined, ['amount_unreadable:sum']]);
});

test.each([
  ['2026-03-10T09:00:00+03:00', '2026-03-10T06:00:00.000Z'],
  ['2026-03-10T06:00:00Z', '2026-03-10T06:00:00.000Z'],
  ['2026-03-10T06:00:00.123456Z', '2026-03-10T06:00:00.123Z'],
  ['2026-03-10T09:00:00+0300', '2026-03-10T06:00:00.000Z'],
  ['2026-03-10 09:00:00 +03', '2026-03-10T06:00:00.000Z'],
  ['2026-03-09T22:30:00-07:30', '2026-03-10T06:00:00.000Z'],
  ['2026-03-10 09:00:00', '2026-03-10T06:00:00.000Z'],
  ['2026-03-10T09:00', '2026-03-10T06:00:00.000Z'],
  ['2026-03-10 9:00', '2026-03-10T06:00:00.000Z'],
  ['10.03.2026 09:00:00', '2026-03-10T06:00:00.000Z'],
  ['10.03.2026 09:00', '2026-03-10T06:00:00.000Z'],
  ['10.03.2026', '2026-03-09T21:00:00.000Z'],
  ['29.02.2028', '2028-02-28T21:00:00.000Z'],
  [1773129600, '2026-03-10T08:00:00.000Z'],
  ['1773129600', '2026-03-10T08:00:00.000Z'],
  [1773129600123, '2026-03-10T08:00:00.123Z'],
])('the stamp %p is %s', (stamp, expected) => {
  expect(moment(stamp)).toBe(expected);
});

test.each([
  'завтра',
  '2026-02-29',
  '2026-13-01',
  '31.04.2026',
  '2026-03-10T24:00',
  '2026-03-10T09:60',
  '2026-03-10T09:00:00+19:00',
  '2026-03-10T09:00:00 MSK',
  '03/10/2026',
  '20260310',
  '1970-01-01T00:00:00Z',
  '0001-01-01T00:00:00',
  177312960,
  -1773129600,
  1773129600.5,
])('%p is no stamp', (stamp) => {
  expect(moment(stamp)).toBe('unreadable');
});

test('a stamp without an offset is read in the zone of the salon, with a warning', async () => {
  const inOmsk = connection({}, 'Asia/Omsk');
  const local = await recordOf(v1({ id: 1, client: { id: 7 }, start: '2026-03-10 12:00' }), {
    connection: inOmsk,
  });
  expect([local.fields.visitAt, local.warnings]).toEqual([
    new Date('2026-03-10T06:00:00Z'),
    ['zone_assumed'],
  ]);
  const inUtc = await recordOf(v1({ id: 1, client: { id: 7 }, start: '2026-03-10 12:00' }), {
    connection: connection({}, 'UTC'),
  });
  expect(inUtc.warnings).toEqual(['zone_assumed']);
  const exact = await recordOf(v1({ id: 1, client: { id: 7 }, start: '2026-03-10T12:00+06:00' }));
  expect([exact.fields.visitAt, exact.warnings]).toEqual([new Date('2026-03-10T06:00:00Z'), []]);
});

test('a local time that a clock change skips or repeats has one meaning, whatever the season now', () => {
  const berlin = (stamp: string) => moment(stamp, 'Europe/Berlin');
  expect(berlin('2026-03-29 01:59')).toBe('2026-03-29T00:59:00.000Z');
  expect(berlin('2026-03-29 02:30')).toBe('2026-03-29T01:30:00.000Z');
  expect(berlin('2026-03-29 03:00')).toBe('2026-03-29T01:00:00.000Z');
  expect(berlin('2026-10-25 02:30')).toBe('2026-10-25T00:30:00.000Z');
  expect(berlin('2026-10-25 03:00')).toBe('2026-10-25T02:00:00.000Z');
  expect(moment('2026-11-01 01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
});

test('a stamp that cannot be read is left out with a warning, one of zeros is left out', async () => {
  const nonsense = await recordOf(
    v1({ id: 1, client: { id: 7 }, created_at: 'вчера', changed_at: { a: 1 }, start: '0000-00-00 00:00:00' }),
  );
  expect(nonsense.changedAt).toBeNull();
  expect(nonsense.fields).toEqual({ contactExternalId: '7', deleted: false });
  expect(nonsense.warnings).toEqual(['date_unreadable:created_at', 'date_unreadable:changed_at']);
});

test('an id is a number or text, and without a usable one a record is unrecognised', async () => {
  expect((await recordOf(v1({ id: ' 00880001 ' }))).externalId).toBe('00880001');
  expect((await recordOf(v1({ booking_id: 'a-1' }))).externalId).toBe('a-1');
  for (const id of [0, '', null, 1e20, 1.5, 'два слова', 'x'.repeat(65), [1], true]) {
    expect(await unpackJson(v1({ id }))).toMatchObject([
      { outcome: 'unrecognised', reason: 'record_id_missing', externalId: null },
    ]);
  }
});
