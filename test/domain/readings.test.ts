import fc from 'fast-check';
import { foldDeal, standing, underSettings } from '../../src/domain/fold';
import { historyOf } from '../../src/domain/history';
import { type MentionedPerson, mentions } from '../../src/domain/mention';
import type { Funnel, Observation, ObservedFields } from '../../src/domain/observation';

const HOUR = 60 * 60 * 1000;
const START = Date.parse('2026-03-01T00:00:00Z');
const at = (hour: number) => new Date(START + hour * HOUR);
const funnel: Funnel = {
  key: 'f',
  name: 'Funnel',
  stages: [
    { key: 'new', name: 'New', order: 1, status: 'in_process' },
    { key: 'paid', name: 'Paid', order: 2, status: 'success' },
  ],
};

function observed(hour: number, fields: ObservedFields, over: Partial<Observation> = {}): Observation {
  return {
    changedAt: at(hour),
    changedAtEstimated: false,
    receivedAt: at(hour),
    place: hour,
    fields,
    delivery: `d${hour}`,
    ...over,
  };
}

const fold = (observations: readonly Observation[], over: Partial<Funnel> = {}) =>
  foldDeal(observations, { ...funnel, ...over }, 'Nameless');

test('of several readings of one delivery the last one stands, in whichever order they are stored', () => {
  const someReadings = fc.array(
    fc.record({ hour: fc.integer({ min: 0, max: 4 }), amount: fc.integer({ min: 1, max: 9 }) }),
    { minLength: 1, maxLength: 10 },
  );
  fc.assert(
    fc.property(
      someReadings.chain((list) => {
        const readings = list.map(({ hour, amount }, index) =>
          observed(hour, { amount: `${amount}.00` }, { readAgainAt: at(100 + index) }),
        );
        return fc.tuple(fc.constant(readings), fc.shuffledSubarray(readings, { minLength: readings.length }));
      }),
      ([readings, shuffled]) => {
        const last = new Map(readings.map((reading) => [reading.delivery, reading]));
        expect(new Set(standing(shuffled))).toEqual(new Set(last.values()));
        expect(fold(shuffled)).toEqual(fold([...last.values()]));
        expect(historyOf(shuffled)).toEqual(historyOf([...last.values()]));
      },
    ),
  );
});

test('deliveries that share a place by chance, or come from a pull, do not replace each other', () => {
  const both = [
    observed(1, { amount: '1.00' }),
    observed(1, { name: 'Booking' }, { delivery: 'another', readAgainAt: at(9) }),
    { ...observed(1, { crmSource: 'site' }), delivery: undefined },
  ].map(({ delivery, ...rest }) => (delivery === undefined ? rest : { ...rest, delivery }));
  expect(standing(both)).toHaveLength(3);
  expect(fold(both)).toMatchObject({ amount: '1.00', name: 'Booking', crmSource: 'site' });
});

test('a status code stands for what the settings of now say, and a stage without a code for itself', () => {
  const list = [observed(1, { stageKey: 'new' }), observed(2, {}, { statusCode: '7' })];
  expect(fold(list).stageKey).toBe('new');
  const explained = { stageOfStatus: (code: string) => (code === '7' ? 'paid' : undefined) };
  expect(fold(list, explained)).toMatchObject({
    stageKey: 'paid',
    stageStatus: 'success',
    stageChangedAt: at(2),
  });
  const [newest] = historyOf(underSettings(list, { ...funnel, ...explained }));
  expect(newest?.changes).toEqual([{ field: 'stageKey', from: 'new', to: 'paid' }]);
  // Explained once and no more: what it was read as then does not count.
  const read = [observed(1, { stageKey: 'paid' }, { statusCode: '7' })];
  expect(fold(read, { stageOfStatus: () => undefined }).stageKey).toBe('new');
});

test('what was received before deals were moved belongs in the funnel they were moved to, later ones in their own', () => {
  const moved = { to: 'g', before: at(3) };
  const before = observed(5, { funnelKey: 'f' }, { receivedAt: at(2) });
  const after = observed(4, { funnelKey: 'h' }, { receivedAt: at(4) });
  expect(fold([before], { moved }).funnelKey).toBe('g');
  expect(fold([after], { moved }).funnelKey).toBe('h');
  expect(fold([after, before], { moved }).funnelKey).toBe('g');
});

const phone: MentionedPerson = { kind: 'phone', phone: '+79990000003' };
const email: MentionedPerson = { kind: 'email', email: 'Ivan+Salon@Example.com' };

test.each([
  ['{"phone":"79990000003"}', phone, true],
  ['{"phone":79990000003}', phone, true],
  ['{"phone":"8 (999) 000-00-03"}', phone, true],
  ['{"phone":"999 0000003"}', phone, true],
  ['phone=%2B7+%28999%29+000-00-03&x=1', phone, true],
  ['{"phone":"\\u002b7 999 000 00 03"}', phone, true],
  ['{"phone":"+7 999 000-00-04"}', phone, false],
  ['{"sum":9990000,"count":3}', phone, false],
  ['{"email":"ivan+salon@example.com"}', email, true],
  ['email=IVAN%2Bsalon%40example.com', email, true],
  ['{"email":"ivan\\u002bsalon@example.com"}', email, true],
  ['{"email":"petr@example.com"}', email, false],
])('whether %s names a person is seen through its format', (text, person, expected) => {
  expect(mentions(text, person)).toBe(expected);
});

test('a number of another country is found by all of its digits', () => {
  const foreign: MentionedPerson = { kind: 'phone', phone: '+491700000003' };
  expect(mentions('"+49 170 0000003"', foreign)).toBe(true);
  expect(mentions('"+48 170 0000003"', foreign)).toBe(false);
});
