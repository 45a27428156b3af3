import { statuses } from '../../../../dev/simulators/profsalon/bookings';
import { ProfsalonControl } from '../../../../dev/simulators/profsalon/control-client';
import { dataOptionsSchema, generateBookings } from '../../../../dev/simulators/profsalon/generator';
import { startProfsalonSimulator } from '../../../../dev/simulators/profsalon/simulator';
import { createRandom } from '../../../../dev/simulators/shared/random';
import { until } from '../../conditions';
import { jsonOf } from './decode';
import { secret } from './receiver';
import { salon, salonId, withSalon } from './scene';

const now = '2026-04-15T11:10:00Z';

test('the same seed and moment give the same records, another seed gives others', () => {
  const made = (seed: number) =>
    generateBookings(createRandom(seed), dataOptionsSchema.parse({ seed, now, records: 300 }));
  expect(made(7)).toEqual(made(7));
  expect(made(8)).not.toEqual(made(7));
});

test('records are plausible: booked before the visit, ended after it, paid in full, people invented', () => {
  const records = generateBookings(createRandom(1), dataOptionsSchema.parse({ now, records: 500 }));
  for (const record of records) {
    expect(record.createdAt < record.start).toBe(true);
    expect(record.changedAt >= record.createdAt && Date.parse(record.changedAt) <= Date.parse(now)).toBe(
      true,
    );
    const lies = Date.parse(record.start) < Date.parse(now) ? 'behind' : 'ahead';
    expect(`${lies} ${record.status}`).toMatch(
      /^(behind (paid|done|canceled|no_show)|ahead (new|confirmed|canceled))$/,
    );
    expect(record.paidSum).toBe(record.status === 'paid' ? record.sum : 0);
    expect(record.sum).toBe(record.services.reduce((total, { cost, count }) => total + cost * count, 0));
    expect(record.client?.phone).toMatch(/^(7999\d{7})?$/);
    expect(record.client?.email).toMatch(/^(client\d+@example\.test)?$/);
    expect(`${record.client?.phone}${record.client?.email}`).not.toBe('');
    expect(record.source).toBe(record.isOnline === true ? 100 : 1);
  }
  expect(new Set(records.map(({ isOnline }) => isOnline))).toEqual(new Set([true, false]));
});

test('generated records are not posted by themselves, announced ones are, as they stand', async () => {
  await withSalon({ data: { records: 25 } }, async ({ control, receiver }) => {
    const records = await control.records(salonId);
    expect(records).toHaveLength(25);
    await control.settle(salonId);
    expect(receiver.received).toHaveLength(0);
    expect(await control.announce(salonId)).toBe(25);
    await control.settle(salonId);
    const posted = receiver.received.map(jsonOf);
    for (const { id, status } of records) {
      expect(posted).toContainEqual(
        expect.objectContaining({ event: 'create', record: expect.objectContaining({ id, status }) }),
      );
    }
  });
});

test('a visit is booked, changed, called off and deleted, and every step is posted', async () => {
  await withSalon({ delivery: { concurrency: 1 } }, async ({ control, receiver }) => {
    const [booked] = await control.book(salonId, { set: { isOnline: false, source: 1, sum: 1000 } });
    const id = booked?.id ?? 0;
    await control.change(salonId, id, { start: '2031-01-02T09:00:00Z', sum: 1234.56, status: 'odd_code' });
    await control.renameSalon(salonId, 'Салон «Новый»');
    await control.cancel(salonId, id);
    const gone = await control.delete(salonId, id);
    expect(gone).toMatchObject({ id, deleted: true });
    await control.settle(salonId);
    expect(receiver.received.map(jsonOf)).toMatchObject([
      { event: 'create', salon_name: 'Салон Пример', record: { id, is_online: false, source: 1, sum: 1000 } },
      { event: 'update', record: { start: '2031-01-02T12:00:00+03:00', sum: 1234.56, status: 'odd_code' } },
      { event: 'update', salon_name: 'Салон «Новый»', record: { status: 'canceled' } },
      { event: 'delete', record: { id } },
    ]);
  });
});

test('life takes visits to each of their ends, online and by the staff', async () => {
  await withSalon({}, async ({ control, receiver }) => {
    await control.tickLife(salonId, 400);
    await control.settle(salonId);
    const records = await control.records(salonId);
    expect(new Set(records.map(({ status }) => status))).toEqual(new Set(statuses));
    expect(new Set(records.map(({ isOnline }) => isOnline))).toEqual(new Set([true, false]));
    for (const { status, sum, paidSum, paymentMethod } of records) {
      expect(paidSum).toBe(status === 'paid' ? sum : 0);
      expect(paymentMethod === null).toBe(status !== 'paid');
    }
    expect(receiver.received).toHaveLength(400);
  });
});

test('life goes on by itself, and no longer than it may', async () => {
  await withSalon({}, async ({ control, receiver }) => {
    const lively = 7777;
    await control.putSalon({ ...salon, salonId: lively, webhookUrl: null });
    await control.startLife(salonId, { everyMilliseconds: 10, maximumEvents: 3 });
    await control.startLife(lively, { everyMilliseconds: 10 });
    // Both clocks tick alike: twelve events in one salon mean that the other had time for more than three.
    while ((await control.journal(lively)).events.length < 12);
    expect(await control.stopLife(lively)).toBeGreaterThanOrEqual(12);
    expect(await control.stopLife(salonId)).toBe(3);
    await control.settle(salonId);
    expect(receiver.received).toHaveLength(3);
  });
});

test('without a webhook nothing is posted, and from its registration on everything', async () => {
  await withSalon({ webhookUrl: null }, async ({ control, receiver }) => {
    await control.book(salonId);
    expect(await control.journal(salonId)).toMatchObject({
      waiting: 0,
      posts: [],
      events: [{ posted: false }],
    });
    await control.changeSalon(salonId, { webhookUrl: receiver.url });
    await control.book(salonId);
    await control.settle(salonId);
    expect(receiver.received).toHaveLength(1);
  });
});

test('a webhook on another machine is refused', async () => {
  await withSalon({}, async ({ control }) => {
    for (const webhookUrl of [
      'http://10.0.0.1/hook',
      'http://example.test/hook',
      'https://127.0.0.1/hook',
      'http://127.0.0.1.example.test/hook',
      'http://127.0.0.1@example.test/hook',
    ]) {
      await expect(control.changeSalon(salonId, { webhookUrl })).rejects.toThrow(/another machine/);
      await expect(control.putSalon({ ...salon, webhookUrl })).rejects.toThrow(/another machine/);
    }
    for (const webhookUrl of ['http://127.8.0.1/hook', 'http://[::1]:8080/hook', 'http://localhost/hook']) {
      await control.changeSalon(salonId, { webhookUrl });
    }
  });
});

test('neither the token nor the secret is in any answer', async () => {
  await withSalon({}, async ({ control }) => {
    await control.book(salonId);
    await control.settle(salonId);
    const told = JSON.stringify([await control.journal(salonId), await control.listSalons()]);
    expect(told).toContain(salon.salonName);
    expect(told).not.toContain(salon.token);
    expect(told).not.toContain(secret);
  });
});

test('the journal is taken, and a full one stops the salon with a sentence', async () => {
  const simulator = await startProfsalonSimulator({
    journalLimit: 4,
    salons: [{ ...salon, data: { records: 0 } }],
  });
  try {
    const control = new ProfsalonControl(simulator.origin);
    await control.book(salonId, { count: 4 });
    await expect(control.book(salonId)).rejects.toThrow(/full with 4 entries. Take it with takeJournal/);
    expect((await control.takeJournal(salonId)).events).toHaveLength(4);
    expect((await control.journal(salonId)).events).toEqual([]);
    await control.book(salonId, { count: 4 });
    await control.startLife(salonId, { everyMilliseconds: 10 });
    expect(await control.stopLife(salonId)).toBe(0);
  } finally {
    await simulator.stop();
  }
});

test('settling says how much is still waiting, and new knobs wait for it', async () => {
  await withSalon(
    {},
    async ({ control }) => {
      await control.book(salonId, { count: 2 });
      await expect(control.settle(salonId, 30)).rejects.toThrow(/2 posts of salon 5610 are still waiting/);
      await expect(control.changeSalon(salonId, { delivery: { retries: 0 } })).rejects.toThrow(
        /2 posts are on their way/,
      );
    },
    () => undefined,
  );
});

test('new knobs hold from then on', async () => {
  await withSalon({}, async ({ control, receiver }) => {
    await control.book(salonId);
    await control.settle(salonId);
    await control.changeSalon(salonId, { delivery: { repeats: { least: 3, most: 3 } } });
    await control.book(salonId);
    await control.settle(salonId);
    expect(receiver.received).toHaveLength(4);
  });
});

test('removing a salon ends its posts and its life', async () => {
  await withSalon(
    {},
    async ({ control, receiver }) => {
      await control.startLife(salonId, { everyMilliseconds: 10 });
      await until('a post is on its way', () => receiver.received.length > 0);
      const settling = expect(control.settle(salonId)).rejects.toThrow(/was removed before its posts ended/);
      await control.listSalons();
      await control.removeSalon(salonId);
      await settling;
      expect(await control.listSalons()).toEqual([]);
    },
    () => undefined,
  );
});

test('a wrong command says what is wrong', async () => {
  await withSalon({}, async ({ control }) => {
    await expect(control.journal(1)).rejects.toThrow(
      'journal: There is no salon 1. Make it with putSalon first.',
    );
    await expect(control.putSalon({ ...salon, variant: { lists: 'map', encoding: 'form' } })).rejects.toThrow(
      /do not tell a list/,
    );
    await expect(control.cancel(salonId, 1)).rejects.toThrow('cancel: Salon 5610 has no record 1.');
    await expect(control.book(salonId, { set: { sum: -1 } })).rejects.toThrow(/set\.sum/);
    const client = { id: 1, name: 'Иван', phone: '+7 999', email: '' };
    await expect(control.book(salonId, { set: { client } })).rejects.toThrow(/11 digits/);
    await expect(
      control.putSalon({ ...salon, delivery: { repeats: { least: 5, most: 2 } } }),
    ).rejects.toThrow(/`least` is more than `most`/);
  });
});
