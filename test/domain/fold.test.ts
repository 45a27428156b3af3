import fc from 'fast-check';
import { foldDeal } from '../../src/domain/fold';
import { historyOf } from '../../src/domain/history';
import type { Funnel, Observation, ObservedFields } from '../../src/domain/observation';

const HOUR = 60 * 60 * 1000;
const START = Date.parse('2026-03-01T00:00:00Z');
const funnel: Funnel = {
  key: 'f',
  name: 'Funnel',
  stages: [
    { key: 'new', name: 'New', order: 1, status: 'in_process' },
    { key: 'came', name: 'Came', order: 2, status: 'in_process' },
    { key: 'paid', name: 'Paid', order: 3, status: 'success' },
    { key: 'refused', name: 'Refused', order: 4, status: 'failed' },
  ],
};

let places = 0;
function observed(hour: number, fields: ObservedFields, over: Partial<Observation> = {}): Observation {
  places += 1;
  const at = new Date(START + hour * HOUR);
  return { changedAt: at, changedAtEstimated: false, receivedAt: at, place: places, fields, ...over };
}

const fold = (...observations: Observation[]) => foldDeal(observations, funnel, 'Nameless');
const at = (hour: number) => new Date(START + hour * HOUR);

const someFields: fc.Arbitrary<ObservedFields> = fc.record(
  {
    name: fc.constantFrom('a', 'b', 'c'),
    amount: fc.constantFrom('1.00', '2.00', null),
    stageKey: fc.constantFrom('new', 'came', 'paid', 'refused', 'unheard'),
    contactExternalId: fc.constantFrom('1', '2', null),
    deleted: fc.boolean(),
    createdAt: fc.constantFrom(at(-5), at(-6)),
  },
  { requiredKeys: [] },
);
const someObservations: fc.Arbitrary<Observation[]> = fc
  .array(
    fc.record({
      hour: fc.integer({ min: 0, max: 60 }),
      late: fc.integer({ min: -30, max: 30 }),
      fields: someFields,
    }),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((list) =>
    list.map(({ hour, late, fields }, place) => ({
      changedAt: at(hour),
      changedAtEstimated: false,
      receivedAt: at(hour + late),
      place,
      fields,
    })),
  );

test('any order of arrival and any repetition of the same observations give the same deal', () => {
  fc.assert(
    fc.property(
      someObservations.chain((list) =>
        fc.tuple(
          fc.constant(list),
          fc.shuffledSubarray(list, { minLength: list.length }),
          fc.array(fc.constantFrom(...list), { maxLength: 5 }),
        ),
      ),
      ([list, shuffled, repeated]) => {
        const deal = fold(...list);
        expect(fold(...shuffled)).toEqual(deal);
        expect(fold(...shuffled, ...repeated)).toEqual(deal);
      },
    ),
    { numRuns: 1000 },
  );
});

test('an absent field keeps what is known and null empties it', () => {
  const deal = fold(
    observed(1, { name: 'First', amount: '100.00', contactExternalId: '7', crmSource: 'phone' }),
    observed(2, { amount: null, crmSource: 'site' }),
  );
  expect(deal).toMatchObject({ name: 'First', amount: null, contactExternalId: '7', crmSource: 'site' });
});

test('what changed later wins, however late what changed before it arrives', () => {
  const deal = fold(observed(5, { amount: '2.00' }), observed(1, { amount: '1.00' }, { receivedAt: at(9) }));
  expect(deal.amount).toBe('2.00');
});

test('a delete that comes before its create leaves the deal deleted', () => {
  const deleted = observed(5, { deleted: true });
  const created = observed(1, { name: 'Booking', deleted: false, stageKey: 'new' }, { receivedAt: at(9) });
  expect(fold(deleted, created)).toMatchObject({ deleted: true, name: 'Booking' });
});

test('a change time more than a day ahead counts as receipt and is flagged, a day ahead does not', () => {
  const far = observed(0, { amount: '9.00' }, { changedAt: at(24 * 365) });
  const later = observed(2, { amount: '1.00' });
  expect(fold(far, later)).toMatchObject({ amount: '1.00', changedAt: at(2) });
  expect(fold(far)).toMatchObject({ changedAt: at(0), estimated: expect.arrayContaining(['changedAt']) });
  const near = observed(0, { amount: '9.00' }, { changedAt: at(24) });
  expect(fold(near, later)).toMatchObject({ amount: '9.00', changedAt: at(24) });
  expect(fold(near).estimated).not.toContain('changedAt');
});

test('a status that goes backwards is recorded, with its time', () => {
  const deal = fold(observed(1, { stageKey: 'came' }), observed(2, { stageKey: 'new' }));
  expect(deal).toMatchObject({ stageKey: 'new', stageChangedAt: at(2), stageStatus: 'in_process' });
});

test('a deal is closed when it enters its success or failed stage, and reopened when it leaves it', () => {
  const open = [observed(1, { stageKey: 'new' })];
  expect(fold(...open).closedAt).toBeNull();
  const paid = [...open, observed(3, { stageKey: 'paid' }), observed(4, { amount: '5.00' })];
  expect(fold(...paid)).toMatchObject({ closedAt: at(3), stageStatus: 'success', stageChangedAt: at(3) });
  const refused = [...paid, observed(6, { stageKey: 'refused' })];
  expect(fold(...refused)).toMatchObject({ closedAt: at(6), stageStatus: 'failed' });
  const reopened = [...refused, observed(7, { stageKey: 'came' })];
  expect(fold(...reopened)).toMatchObject({ closedAt: null, stageStatus: 'in_process' });
});

test('the stage of a deletion holds until the record is there again, which then stands where it stood', () => {
  const removed = (hour: number) => observed(hour, { deleted: true, stageKey: 'refused' });
  const there = (hour: number, fields: ObservedFields = {}) => observed(hour, { ...fields, deleted: false });
  const life = [there(1, { stageKey: 'came' }), removed(2)];
  expect(fold(...life)).toMatchObject({ deleted: true, stageKey: 'refused', closedAt: at(2) });
  const again = [...life, there(3)];
  expect(fold(...again)).toMatchObject({
    deleted: false,
    stageKey: 'came',
    stageChangedAt: at(3),
    closedAt: null,
  });
  expect(historyOf(again)[0]?.changes).toEqual([
    { field: 'stageKey', from: 'refused', to: 'came' },
    { field: 'deleted', from: true, to: false },
  ]);
  expect(fold(...again, there(0, { stageKey: 'new' }), there(2.5, { stageKey: 'paid' }))).toMatchObject({
    stageKey: 'paid',
    stageStatus: 'success',
  });
  expect(fold(removed(1), there(2))).toMatchObject({ deleted: false, stageKey: 'new', closedAt: null });
  expect(fold(...again, removed(4), observed(5, { amount: '1.00' }))).toMatchObject({ stageKey: 'refused' });
});

test('a stage nobody knows leaves the deal on its stage, a new one on the first', () => {
  const unheard = observed(2, { stageKey: 'unheard', statusText: 'unheard' });
  expect(fold(observed(1, { stageKey: 'came' }), unheard)).toMatchObject({
    stageKey: 'came',
    stageChangedAt: at(1),
    statusText: 'unheard',
  });
  expect(fold(unheard)).toMatchObject({ stageKey: 'new', statusText: 'unheard' });
});

test('without a creation time it is the earlier of first sight and visit, flagged', () => {
  expect(fold(observed(5, { visitAt: at(50) }), observed(9, {}))).toMatchObject({
    createdAt: at(5),
    estimated: expect.arrayContaining(['createdAt']),
  });
  expect(fold(observed(5, { visitAt: at(-50) })).createdAt).toEqual(at(-50));
  expect(fold(observed(5, { createdAt: at(-3) }))).toMatchObject({ createdAt: at(-3), estimated: [] });
});

test('a deal nobody observed does not exist', () => {
  expect(() => fold()).toThrow(RangeError);
});

test('history has an item for each observation that differs, newest first, and none for the others', () => {
  const history = historyOf([
    observed(3, { amount: '2.00' }),
    observed(1, { name: 'Booking', amount: '1.00' }),
    observed(2, { amount: '1.00' }),
    observed(4, { amount: null, name: 'Booking' }),
  ]);
  expect(history.map(({ changedAt, changes }) => ({ changedAt, changes }))).toEqual([
    { changedAt: at(4), changes: [{ field: 'amount', from: '2.00', to: null }] },
    { changedAt: at(3), changes: [{ field: 'amount', from: '1.00', to: '2.00' }] },
    {
      changedAt: at(1),
      changes: [
        { field: 'name', from: null, to: 'Booking' },
        { field: 'amount', from: null, to: '1.00' },
      ],
    },
  ]);
});

test('the newest state of the history is the deal', () => {
  fc.assert(
    fc.property(someObservations, (list) => {
      const state = new Map<string, unknown>();
      for (const { changes } of historyOf(list).reverse())
        for (const { field, to } of changes) state.set(field, to);
      const deal = fold(...list);
      expect(state.get('amount') ?? null).toBe(deal.amount);
      expect(state.get('contactExternalId') ?? null).toBe(deal.contactExternalId);
    }),
  );
});
