import { z } from 'zod';
import { expectedAcknowledgedRecords, expectedRecords } from '../../../../dev/simulators/profsalon/expected';
import { acknowledgedEventIds } from '../../../../dev/simulators/profsalon/journal';
import { jsonOf } from './decode';
import { salonId, withSalon } from './scene';

const bodySchema = z.object({
  event: z.string(),
  record: z.object({
    id: z.int(),
    changed_at: z.string(),
    status: z.string().optional(),
    sum: z.number().optional(),
  }),
});

test('what a receiver makes of repeated and shuffled posts is the expected final state', async () => {
  const delivery = {
    repeats: { least: 1, most: 5 },
    shuffleMilliseconds: 30,
    delayMilliseconds: { least: 0, most: 60 },
    concurrency: 8,
  };
  await withSalon({ delivery }, async ({ control, receiver }) => {
    const life = await control.tickLife(salonId, 150);
    expect(new Set(life.map(({ kind }) => kind))).toEqual(
      new Set(['booked', 'moved', 'rescheduled', 'repriced']),
    );
    for (const { id } of (await control.records(salonId)).slice(0, 3)) await control.delete(salonId, id);
    await control.settle(salonId);

    const newest = new Map<string, { at: number; facts: Record<string, unknown> }>();
    const bodies = receiver.received.map((post) => bodySchema.parse(jsonOf(post)));
    bodies.sort((one, other) => Date.parse(one.record.changed_at) - Date.parse(other.record.changed_at));
    for (const { event, record } of bodies) {
      const id = String(record.id);
      newest.set(id, {
        at: Date.parse(record.changed_at),
        facts: {
          status: record.status ?? newest.get(id)?.facts['status'],
          sum: record.sum?.toFixed(2) ?? newest.get(id)?.facts['sum'],
          deleted: event === 'delete',
        },
      });
    }
    const journal = await control.journal(salonId);
    const expected = expectedRecords(journal.events);
    expect(expectedAcknowledgedRecords(journal)).toEqual(expected);
    expect(new Set(expected.keys())).toEqual(new Set(newest.keys()));
    for (const [id, { at, facts }] of newest) {
      expect(expected.get(id)?.facts).toMatchObject(facts);
      expect(Date.parse(expected.get(id)?.changedAt ?? '')).toBe(at);
    }
  });
});

test('no two changes of a record have the same second, however fast they come', async () => {
  await withSalon({}, async ({ control }) => {
    const [record] = await control.book(salonId);
    for (let sum = 1; sum <= 20; sum += 1) await control.change(salonId, record?.id ?? 0, { sum });
    const { events } = await control.journal(salonId);
    const seconds = events.map(({ changedAt }) => Date.parse(changedAt) / 1000);
    expect(new Set(seconds).size).toBe(21);
    expect(seconds).toEqual(seconds.toSorted((one, other) => one - other));
    expect(expectedRecords(events.toReversed()).get(String(record?.id))?.facts.sum).toBe('20.00');
  });
});

test('only what an undamaged post carried and 2xx answered counts as acknowledged', async () => {
  const statuses = [200, 503, 404, 200, 202];
  await withSalon(
    { delivery: { concurrency: 1 } },
    async ({ control }) => {
      const [first] = await control.book(salonId);
      const id = first?.id ?? 0;
      await control.change(salonId, id, { status: 'confirmed' });
      await control.change(salonId, id, { status: 'came' });
      await control.change(salonId, id, { status: 'done' }, { damage: 'cutJson' });
      await control.change(salonId, id, { sum: 4321.5 });
      await control.settle(salonId);
      const journal = await control.journal(salonId);
      expect(journal.posts.map(({ status }) => status)).toEqual(statuses);
      const [created, , , , repriced] = journal.events.map(({ eventId }) => eventId);
      expect(acknowledgedEventIds(journal)).toEqual(new Set([created, repriced]));
      const record = expectedAcknowledgedRecords(journal).get(String(id));
      // The last event tells the whole record, so it tells also what was lost before.
      expect(record?.facts).toMatchObject({ status: 'done', sum: '4321.50' });
    },
    (response, count) => response.writeHead(statuses[count] ?? 599).end(),
  );
});

test('a fact keeps its newest value that some body named, each field by itself', async () => {
  await withSalon({}, async ({ control }) => {
    const [booked] = await control.book(salonId, {
      set: {
        client: { id: 7, name: 'Иван Тестов', phone: '79990000003', email: 'ivan@example.test' },
        extraFields: [{ code: 'card', name: 'Номер карты', value: 'A-17' }],
      },
    });
    const id = booked?.id ?? 0;
    const client = { id: 7, name: 'Иван Примеров', phone: '79990000004', email: '' };
    const extraFields = [{ code: 'visits', name: 'Визитов', value: 4 }];
    await control.change(salonId, id, { client, extraFields });
    await control.change(salonId, id, { client: null, status: 'confirmed', paidSum: 100 });
    // This envelope tells neither the client nor what was paid.
    await control.change(salonId, id, { status: 'came', sum: 999, paidSum: 500 }, { variant: 'amocrm' });
    await control.delete(salonId, id);
    const { events } = await control.journal(salonId);
    const facts = expectedRecords(events).get(String(id))?.facts;
    expect(facts).toMatchObject({
      deleted: true,
      clientName: 'Иван Примеров',
      phone: '+79990000004',
      email: 'ivan@example.test',
      status: 'came',
      sum: '999.00',
      paidSum: '100.00',
      extraFields: { card: 'A-17', visits: '4' },
    });
    await control.change(salonId, id, { status: 'new' });
    const again = expectedRecords((await control.journal(salonId)).events).get(String(id))?.facts;
    expect(again).toMatchObject({ deleted: false, status: 'new', paidSum: '500.00' });
  });
});

test('a finished service looks like a client who came in the envelope that has no number for it', async () => {
  await withSalon({ variant: 'yclients' }, async ({ control, receiver }) => {
    const told: Record<string, unknown> = {};
    const [booked] = await control.book(salonId);
    for (const status of ['confirmed', 'came', 'done', 'paid', 'no_show', 'canceled', 'odd_code']) {
      await control.change(salonId, booked?.id ?? 0, { status });
      const { status: newest, deleted } = (await control.journal(salonId)).events.at(-1)?.told ?? {};
      told[status] = deleted === true ? 'deleted' : newest;
    }
    expect(told).toEqual({
      confirmed: 'confirmed',
      came: 'came',
      done: 'came',
      paid: 'paid',
      no_show: 'no_show',
      canceled: 'deleted',
      odd_code: undefined,
    });
    await control.settle(salonId);
    expect(receiver.received).toHaveLength(8);
  });
});
