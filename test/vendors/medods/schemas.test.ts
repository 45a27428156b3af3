import fc from 'fast-check';
import { Notes } from '../../../src/vendors/medods/notes';
import {
  appointmentSchema,
  clientSchema,
  orderSchema,
  pageSchema,
  readRow,
} from '../../../src/vendors/medods/schemas';

function notesOf(row: Record<string, unknown>): [string, number][] {
  const notes = new Notes();
  readRow(appointmentSchema, 'appointments', row, notes);
  return [...notes.take()];
}

test('a field that nobody knows is dropped and counted by its name, never its value', () => {
  const notes = new Notes();
  const row = readRow(appointmentSchema, 'appointments', { id: 1, mood: 'secret value' }, notes);
  expect(row).toEqual({ id: '1' });
  expect([...notes.take()]).toEqual([['field_unknown:appointments.mood', 1]]);
});

test('fields that the vendor is known to send and that are not needed are not reported', () => {
  expect(notesOf({ id: 1, note: 'x', duration: 30, entryTypeIds: [1], appointmentType: {} })).toEqual([]);
});

test('a field of an odd type reads as absent and is counted; null is absent and is not', () => {
  const notes = new Notes();
  const row = readRow(
    appointmentSchema,
    'appointments',
    { id: 1, time: 'noon', userId: -1, date: null },
    notes,
  );
  expect(row).toMatchObject({ id: '1' });
  expect(row?.time).toBeUndefined();
  expect(row?.userId).toBeUndefined();
  expect(new Map(notes.take())).toEqual(
    new Map([
      ['field_unreadable:appointments.time', 1],
      ['field_unreadable:appointments.userId', 1],
    ]),
  );
});

test.each([[{}], [{ id: null }], [{ id: {} }], [{ id: 'abc' }], [{ id: 1.5 }], [null], [[]], ['row'], [7]])(
  'the row %j has no id and is set aside',
  (row) => {
    expect(readRow(appointmentSchema, 'appointments', row, new Notes())).toBeNull();
  },
);

test('whatever a vendor sends in place of a row, reading it does not throw and keeps no unknown field', () => {
  const notes = new Notes();
  const readers = [
    {
      read: (row: unknown) => readRow(appointmentSchema, 'appointments', row, notes),
      schema: appointmentSchema,
    },
    { read: (row: unknown) => readRow(clientSchema, 'clients', row, notes), schema: clientSchema },
    { read: (row: unknown) => readRow(orderSchema, 'orders', row, notes), schema: orderSchema },
  ];
  fc.assert(
    fc.property(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue()), (value, fields) => {
      for (const { read, schema } of readers) {
        read(value);
        const row = read({ ...fields, id: 5 });
        expect(row?.id).toBe('5');
        for (const name of Object.keys(row ?? {})) expect(Object.keys(schema.shape)).toContain(name);
      }
    }),
  );
});

test('a code of a note is a harmless identifier, whatever the vendor wrote', () => {
  const notes = new Notes();
  notes.addWith('status_unknown', 'Иванов +7 999 123-45-67 <script> and so on for a very long time');
  const [[code] = ['']] = [...notes.take()];
  expect(code).toMatch(/^status_unknown:[\w.-]{1,40}$/);
  expect(code).not.toContain('Иванов');
});

test('a page is its rows and a total, which may be written as text', () => {
  expect(pageSchema.parse({ data: [{}], totalItems: '12' })).toEqual({ data: [{}], totalItems: 12 });
  for (const odd of [
    {},
    { data: [] },
    { totalItems: 1 },
    { data: {}, totalItems: 1 },
    { data: [], totalItems: -1 },
  ]) {
    expect(pageSchema.safeParse(odd).success).toBe(false);
  }
});
