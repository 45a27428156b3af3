import fc from 'fast-check';
import { type FoldedDeal, foldDeal } from '../../../src/domain/fold';
import { historyOf } from '../../../src/domain/history';
import type { Observation } from '../../../src/domain/observation';
import { profsalonConnector } from '../../../src/vendors/profsalon/profsalon-connector';
import type { RecordDelivered } from '../../../src/vendors/webhook';
import { connection, fixture, recordOf, v1 } from './deliveries';

const HOUR = 60 * 60 * 1000;
const START = Date.parse('2026-03-10T06:00:00Z');
const RECEIVED = new Date('2026-03-20T00:00:00Z');
const { settings } = connection();
const client = { id: 7, name: 'Иван Тестов', phone: '79990000003' };

/** Bodies as observations, in the order in which they came. */
async function observed(bodies: readonly unknown[]): Promise<Observation[]> {
  const records = await Promise.all(bodies.map((body) => recordOf(body)));
  return records.map(({ changedAt, fields }, place) => {
    const receivedAt = new Date(RECEIVED.getTime() + place * HOUR);
    return {
      changedAt: changedAt ?? receivedAt,
      changedAtEstimated: changedAt === null,
      receivedAt,
      place,
      fields,
    };
  });
}

async function dealOf(bodies: readonly unknown[]): Promise<FoldedDeal> {
  return foldDeal(await observed(bodies), profsalonConnector.funnel(settings, null), 'Запись № 880001');
}

const at = (hour: number) => new Date(START + hour * HOUR).toISOString();
const update = (hour: number, record: object) => v1({ id: 880001, changed_at: at(hour), ...record });
const removal = (hour: number) => v1({ id: 880001, changed_at: at(hour) }, 'delete');
const examples = ['1-v1-create.json', '2-other-names.json', '3-minimal-delete.json'].map((name): unknown =>
  JSON.parse(fixture(name).toString()),
);

test('the life of the first three examples is one deal, in whichever order they come', async () => {
  const [create, change, remove] = examples;
  const changed = await dealOf([create, change]);
  expect(changed).toMatchObject({
    name: 'Стрижка, Укладка',
    amount: '2500.00',
    paidAmount: '0.00',
    stageKey: 'paid',
    stageStatus: 'success',
    closedAt: new Date('2026-03-14T10:05:10Z'),
    crmSource: '100',
    contactExternalId: '7',
    online: true,
    deleted: false,
    estimated: [],
  });
  const removed = await dealOf([create, change, remove]);
  expect(removed).toEqual({
    ...changed,
    stageKey: 'failed',
    stageStatus: 'failed',
    deleted: true,
    changedAt: new Date('2026-03-14T18:00:00Z'),
    stageChangedAt: new Date('2026-03-14T18:00:00Z'),
    closedAt: new Date('2026-03-14T18:00:00Z'),
  });
  expect(await dealOf([remove, change, create])).toEqual(removed);
  expect(await dealOf([create, remove, change])).toEqual(removed);
});

test('what a body leaves out or leaves empty stays as it is known', async () => {
  const whole = update(1, { sum: 2000, paid_sum: 500, name: 'Стрижка', status: 'came', client, source: 100 });
  const blank = { sum: null, paid_sum: '', name: '', status: {}, client: [], source: null };
  const known = await dealOf([whole]);
  for (const partial of [update(2, {}), update(2, blank)]) {
    expect(await dealOf([whole, partial])).toEqual({ ...known, changedAt: new Date(at(2)) });
  }
  expect(await dealOf([whole, update(2, { sum: 0 })])).toMatchObject({
    amount: '0.00',
    paidAmount: '500.00',
  });
});

test('a record without a status is first seen on the first stage and then stays where it is', async () => {
  expect(await dealOf([update(1, {})])).toMatchObject({
    stageKey: 'new',
    stageStatus: 'in_process',
    statusText: null,
  });
  expect(await dealOf([update(1, { status: 'came' }), update(2, {})])).toMatchObject({ stageKey: 'came' });
  expect(await dealOf([update(1, { status: 'came' }), update(2, { status: 'hm' })])).toMatchObject({
    stageKey: 'came',
    statusText: 'hm',
  });
});

test('a delete closes the deal as failed and a newer update opens it again', async () => {
  const removed = [update(1, { status: 'confirmed' }), removal(2)];
  expect(await dealOf(removed)).toMatchObject({
    deleted: true,
    stageKey: 'failed',
    closedAt: new Date(at(2)),
  });
  expect(await dealOf([...removed, update(3, { status: 'confirmed' })])).toMatchObject({
    deleted: false,
    stageKey: 'confirmed',
    closedAt: null,
  });
  expect(await dealOf([...removed, update(3, { sum: 900 })])).toMatchObject({
    deleted: false,
    stageKey: 'confirmed',
    stageChangedAt: new Date(at(3)),
    closedAt: null,
  });
  expect(await dealOf([update(3, { status: 'confirmed' }), ...removed])).toMatchObject({
    deleted: false,
    stageKey: 'confirmed',
  });
});

test('a record that the staff made stays theirs when a later body does not tell', async () => {
  expect(await dealOf([update(1, { is_online: false }), update(2, { source: 1 })])).toMatchObject({
    online: false,
  });
});

const someRecord = fc.record(
  {
    name: fc.constantFrom('Стрижка', 'Укладка', '', null),
    status: fc.constantFrom('new', 'came', 'paid', 'no_show', 'unheard', '', 7, null),
    sum: fc.constantFrom(0, 1500, '2 500,00 ₽', 'даром', null, ''),
    paid_sum: fc.constantFrom(0, '1 000', null),
    created_at: fc.constantFrom(at(-5), '10.03.2026 09:00', '', 'вчера'),
    start: fc.constantFrom(at(100), '2026-03-14 12:00', null),
    client: fc.constantFrom(
      { id: 7 },
      { name: 'Ольга' },
      { phone: '79990000004' },
      { email: 'o@example.test' },
      [],
      null,
    ),
    employee: fc.constantFrom({ id: 31, name: 'Анна' }, { name: 'Вера' }, [], null),
    source: fc.constantFrom(100, 1, null),
    is_online: fc.constantFrom(true, false, null),
    extra_fields: fc.constantFrom([{ code: 'card', value: 'A' }], { visits: 4 }, [], {}),
  },
  { requiredKeys: [] },
);
const someBodies = fc
  .uniqueArray(
    fc.record({
      hour: fc.integer({ min: 0, max: 60 }),
      event: fc.constantFrom('create', 'update', 'delete', null),
      record: someRecord,
    }),
    { minLength: 1, maxLength: 8, selector: ({ hour }) => hour },
  )
  .map((list) =>
    list.map(({ hour, event, record }) => v1({ id: 880001, changed_at: at(hour), ...record }, event)),
  );

/** The deal and history of bodies. A creation time that nobody tells is that of the first sight: left out. */
async function outcomeOf(bodies: readonly unknown[]): Promise<unknown> {
  const observations = await observed(bodies);
  const deal = foldDeal(observations, profsalonConnector.funnel(settings, null), 'Запись № 880001');
  return {
    deal: deal.estimated.includes('createdAt') ? { ...deal, createdAt: null } : deal,
    history: historyOf(observations).map(({ changedAt, changes }) => ({ changedAt, changes })),
  };
}

test('any order and any repetition of the same bodies give the same deal and the same history', async () => {
  await fc.assert(
    fc.asyncProperty(
      someBodies.chain((list) =>
        fc.tuple(
          fc.constant(list),
          fc.shuffledSubarray(list, { minLength: list.length }),
          fc.array(fc.constantFrom(...list), { maxLength: 4 }),
        ),
      ),
      async ([list, shuffled, repeated]) => {
        const expected = await outcomeOf(list);
        expect(await outcomeOf(shuffled)).toEqual(expected);
        expect(await outcomeOf([...repeated, ...shuffled, ...repeated])).toEqual(expected);
      },
    ),
    { numRuns: 200 },
  );
});

test('two states have the same content hash exactly when they say the same', async () => {
  await fc.assert(
    fc.asyncProperty(someRecord, someRecord, async (one, other) => {
      const [left, right] = await Promise.all([
        recordOf(v1({ id: 1, ...one })),
        recordOf(v1({ id: 1, ...other })),
      ]);
      const said = ({ fields, contact, employee }: RecordDelivered) =>
        JSON.stringify([fields, contact, employee]);
      expect(left.contentHash === right.contentHash).toBe(said(left) === said(right));
      expect((await recordOf(v1({ id: 1, ...one }, 'create'))).contentHash).toBe(left.contentHash);
    }),
    { numRuns: 100 },
  );
});
