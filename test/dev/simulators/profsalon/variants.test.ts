import type { BookingFields } from '../../../../dev/simulators/profsalon/bookings';
import { namedVariants, type VariantName } from '../../../../dev/simulators/profsalon/variants';
import { jsonOf, objectSchema, pairsOf } from './decode';
import { example, form, json, promises } from './promised-bodies';
import type { Received } from './receiver';
import { salonId, withSalon } from './scene';

async function posted(variant: VariantName, fields: BookingFields = example): Promise<Received> {
  let post: Received | undefined;
  await withSalon({ variant }, async ({ control, receiver }) => {
    await control.book(salonId, { set: fields });
    await control.settle(salonId);
    expect(receiver.received).toHaveLength(1);
    [post] = receiver.received;
  });
  if (post === undefined) throw new Error('Nothing was posted.');
  expect(post.method).toBe('POST');
  return post;
}

const names = Object.keys(namedVariants).filter((name): name is VariantName =>
  Object.hasOwn(namedVariants, name),
);
test.each(names)('%s looks on the wire as its name says', async (name) => {
  await promises[name](await posted(name));
});

test('nobody is written as PHP writes it: a list for an object, nothing in a form', async () => {
  const nobody: BookingFields = { ...example, client: null, employee: null, services: [], extraFields: [] };
  expect(jsonOf(await posted('phpEmpties', nobody))).toMatchObject({
    record: { client: [], employee: [], services: [], extra_fields: [] },
  });
  expect(jsonOf(await posted('v1', nobody))).toMatchObject({
    record: { client: null, employee: null, services: [] },
  });
  const pairs = await pairsOf(await posted('form', nobody));
  expect(Object.keys(pairs).filter((name) => /client|employee|services|extra/.test(name))).toEqual([]);
});

test('what a charset lacks is escaped, and comes out whole', async () => {
  const post = await posted('windows1251', { ...example, clientComment: 'Буду с ребёнком 🙂' });
  expect(jsonOf(post)).toMatchObject({ record: { client_comment: 'Буду с ребёнком 🙂' } });
});

test('choices can be joined, and those that contradict each other are refused', async () => {
  await withSalon({}, async ({ control, receiver }) => {
    const variant = { shape: 'yclients', encoding: 'form', gzip: true, stamps: 'utc' } as const;
    await expect(control.book(salonId, { variant: { ...variant, lists: 'map' } })).rejects.toThrow(
      /do not tell a list from a map/,
    );
    await expect(
      control.book(salonId, { variant: { encoding: 'multipart', contentType: 'missing' } }),
    ).rejects.toThrow(/names the boundary/);
    await expect(
      control.book(salonId, { variant: { encoding: 'form', charset: 'windows-1251' } }),
    ).rejects.toThrow(/needs plain JSON/);
    await control.book(salonId, { variant });
    await control.settle(salonId);
    expect(receiver.received).toHaveLength(1);
    expect(receiver.received[0]?.headers).toMatchObject({ 'content-encoding': 'gzip', 'content-type': form });
  });
});

test('each event takes its variant: by the salon, by the command, or mixed by the seed', async () => {
  await withSalon({ variant: 'mixed' }, async ({ control, receiver }) => {
    await control.book(salonId, { count: 60 });
    await control.book(salonId, { variant: 'timeplan', count: 2 });
    await control.settle(salonId);
    const types = new Set(receiver.received.map(({ headers }) => headers['content-type']?.split(';')[0]));
    expect(types).toEqual(new Set([json, form, 'multipart/form-data', 'text/plain', undefined]));
    const { events } = await control.journal(salonId);
    expect(events.map(({ tellsChangeTime }) => tellsChangeTime)).toEqual([
      ...Array.from({ length: 60 }, () => true),
      false,
      false,
    ]);
  });
});

test('a deletion is minimal in v1, a word in other envelopes, and timeplan has none for a change', async () => {
  await withSalon({}, async ({ control, receiver }) => {
    const [record] = await control.book(salonId, { set: example });
    const id = record?.id ?? 0;
    await control.change(salonId, id, { sum: 2500 }, { variant: 'timeplan' });
    const gone = await control.delete(salonId, id);
    await control.cancel(salonId, id, { variant: 'yclients' });
    await control.delete(salonId, id, { variant: 'amocrm' });
    await control.delete(salonId, id, { variant: 'timeplan' });
    await control.settle(salonId);
    const [, deletion, calledOff, amocrm, timeplan, ...more] = receiver.received;
    expect(more).toEqual([]);
    if (deletion === undefined || calledOff === undefined || amocrm === undefined || timeplan === undefined)
      throw new Error('A post is missing.');
    const { record: deleted, ...envelope } = objectSchema.parse(jsonOf(deletion));
    expect(envelope).toMatchObject({ event: 'delete', salon_login: 'msc_example_salon' });
    const moscow = new Date(Date.parse(gone.changedAt) + 3 * 3_600_000).toISOString().slice(0, 19);
    expect(deleted).toEqual({ id, changed_at: `${moscow}+03:00` });
    expect(jsonOf(calledOff)).toMatchObject({ status: 'delete', data: { deleted: true } });
    expect(await pairsOf(amocrm)).toMatchObject({ 'leads[delete][0][id]': String(id) });
    expect(jsonOf(timeplan)).toMatchObject({ EventType: 'remove' });
    const { events } = await control.journal(salonId);
    expect(events.map(({ kind, posted: was }) => [kind, was])).toEqual([
      ['create', true],
      ['update', false],
      ['delete', true],
      ['update', true],
      ['delete', true],
      ['delete', true],
    ]);
  });
});

test('a record without an id of its own is known by the id that the contract derives', async () => {
  await withSalon({ variant: 'timeplan' }, async ({ control }) => {
    // Example 8 of the contract.
    await control.book(salonId, {
      set: {
        createdAt: '2026-03-18T05:30:00Z',
        start: '2026-03-20T08:00:00Z',
        client: { id: 9, name: 'Мария', phone: '79990000005', email: '' },
      },
    });
    expect((await control.journal(salonId)).events[0]?.externalId).toBe('x8fb71d1d44bea5be');
  });
});
