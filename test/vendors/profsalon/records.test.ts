import {
  connection,
  encodedForm,
  FORM,
  fixture,
  JSON_TYPE,
  recordOf,
  unpack,
  unpackJson,
  v1,
} from './deliveries';

const client = { id: 7, name: 'Иван Тестов' };
const nothing = (outcome: string, reason: string, externalId: string | null = null) => [
  { outcome, reason, externalId, warnings: [] },
];

test.each([
  ['create', 'create'],
  ['Created', 'create'],
  ['record.add', 'create'],
  ['record:new', 'create'],
  ['update', 'update'],
  ['booking_changed', 'update'],
  ['record.edit', 'update'],
  ['deal.responsible', 'update'],
  ['delete', 'delete'],
  ['record.deleted', 'delete'],
  ['remove', 'delete'],
  [null, null],
  ['', null],
])('the event %p is %p', async (event, expected) => {
  expect((await recordOf(v1({ id: 1, client }, event))).event).toBe(expected);
});

test('an event of an unknown kind is ignored, with a record or without', async () => {
  expect(await unpackJson(v1({ id: 1, client }, 'record.frozen'))).toEqual(
    nothing('ignored', 'event_unknown'),
  );
  expect(await unpackJson({ event: 'uninstall', salon_id: 5610 })).toEqual(
    nothing('ignored', 'event_unknown'),
  );
});

test('a record that is marked deleted is deleted, whatever the event', async () => {
  for (const deleted of [true, 1, '1', 'yes']) {
    expect(await recordOf(v1({ id: 1, deleted, status: 'paid' }))).toMatchObject({
      event: 'delete',
      fields: { deleted: true, stageKey: 'failed' },
    });
  }
  expect(await recordOf(v1({ id: 1, client, deleted: '0' }))).toMatchObject({
    event: 'update',
    fields: { deleted: false },
  });
});

test.each(['record', 'deal', 'booking', 'lead', 'data', 'RECORD'])(
  'the record is the object under %s',
  async (name) => {
    expect((await recordOf({ event: 'create', [name]: { id: 1, client } })).externalId).toBe('1');
  },
);

test.each(['start', 'services', 'sum', 'status', 'date', 'datetime'])(
  'an id with %s makes a flat record',
  async (name) => {
    expect((await recordOf({ booking_id: 1, [name]: '1' })).externalId).toBe('1');
    expect(await unpackJson({ [name]: '1' })).toEqual(nothing('unrecognised', 'envelope_unknown'));
  },
);

test('YCLIENTS is known by resource, tells only of records and keeps the id beside them', async () => {
  const body = { resource: 'record', resource_id: 5, status: 'delete', data: [] };
  expect(await recordOf(body)).toMatchObject({ externalId: '5', event: 'delete' });
  expect(await unpackJson({ ...body, resource: 'client' })).toEqual(nothing('ignored', 'resource_other'));
  expect(await unpackJson({ ...body, status: 'archive' })).toEqual(nothing('ignored', 'event_unknown'));
});

test('several events of amoCRM in one body are several records', async () => {
  const body = {
    deals: {
      add: [{ id: 1 }],
      delete: { 0: { id: 2 } },
      status: { 0: { id: 3 }, 1: 'x' },
      note: [{ id: 4 }],
    },
  };
  expect(await unpackJson(body)).toMatchObject([
    { externalId: '1', event: 'create' },
    { externalId: '2', event: 'delete' },
    { externalId: '3', event: 'update' },
    { outcome: 'unrecognised', reason: 'not_an_object' },
    { outcome: 'ignored', reason: 'event_unknown' },
  ]);
});

test('YCLIENTS and timeplan are known before v1, and v1 before flat', async () => {
  const record = { id: 1, client };
  expect(await recordOf({ record, resource: 'record', resource_id: 9, data: {} })).toMatchObject({
    externalId: '9',
  });
  expect(await unpackJson({ record, BeginDateTimeLocal: '2026-03-20T11:00:00', ServiceId: 0 })).toEqual(
    nothing('ignored', 'grid_block'),
  );
  expect(await recordOf({ record, id: 9, status: 'new' })).toMatchObject({ externalId: '1' });
});

test.each([
  ['token_differs', { token: 'WRONG' }],
  ['token_differs', { token: 'TEST-TOKEN-0001', api_token: 'WRONG' }],
  ['salon_id_differs', { salon_id: 5611 }],
  ['salon_id_differs', { company_id: '5611' }],
  ['salon_login_differs', { salon_login: 'msc_other' }],
  ['salon_login_differs', { account: { subdomain: 'msc_other' } }],
])('a body of another salon is a mismatch, %s', async (reason, over) => {
  const body = { event: 'create', record: { id: 1, client } };
  expect(await unpackJson({ ...body, ...over })).toEqual(nothing('mismatch', reason, '1'));
  expect(await unpackJson({ ...over, event: 'uninstall' })).toEqual(nothing('mismatch', reason));
});

test('a token in the header is compared too, and what names no salon is not refused', async () => {
  const body = { event: 'create', record: { id: 1, client } };
  expect(await unpackJson(body, { token: 'WRONG' })).toEqual(nothing('mismatch', 'token_differs', '1'));
  expect(await recordOf(body, { token: 'TEST-TOKEN-0001' })).toMatchObject({ externalId: '1' });
  expect(await recordOf({ ...body, token: '', salon_id: null, salon_login: [] })).toMatchObject({
    externalId: '1',
  });
  expect(await recordOf({ ...body, salon_id: '5610', salon_login: ' MSC_Example_Salon ' })).toMatchObject({
    externalId: '1',
  });
});

test.each([
  ['new', 'new'],
  ['confirmed', 'confirmed'],
  ['CAME', 'came'],
  ['done', 'done'],
  ['paid', 'paid'],
  ['canceled', 'failed'],
  ['cancelled', 'failed'],
  ['no_show', 'failed'],
  ['deleted', 'failed'],
])('the status %s stands on the stage %s', async (status, stageKey) => {
  expect((await recordOf(v1({ id: 1, client, status }))).fields).toMatchObject({ stageKey, deleted: false });
});

test('an unknown status leaves the stage and is asked about; the customer may say what it means', async () => {
  const body = v1({ id: 1, client, status: 7, status_name: 'Перенесена' });
  const unknown = await recordOf(body);
  expect(unknown.fields).toEqual({ contactExternalId: '7', statusText: 'Перенесена', deleted: false });
  expect(unknown.warnings).toEqual(['status_unknown:7']);
  const told = connection({ statusMap: { 7: { stage: 'confirmed' }, paid: { stage: 'done' } } });
  expect(await recordOf(body, { connection: told })).toMatchObject({
    fields: { stageKey: 'confirmed' },
    warnings: [],
  });
  expect(await recordOf(v1({ id: 1, status: 'paid' }), { connection: told })).toMatchObject({
    fields: { stageKey: 'done' },
  });
});

test('without a status the attendance and payment of YCLIENTS tell it', async () => {
  const stageOf = async (record: object) =>
    (await recordOf(v1({ id: 1, client, ...record }))).fields.stageKey;
  expect(await stageOf({ attendance: 2 })).toBe('confirmed');
  expect(await stageOf({ attendance: '1' })).toBe('came');
  expect(await stageOf({ attendance: 0 })).toBe('new');
  expect(await stageOf({ attendance: -1 })).toBe('failed');
  expect(await stageOf({ attendance: 1, paid_full: 1 })).toBe('paid');
  expect(await stageOf({ attendance: 1, paid_full: 0, status: 'new' })).toBe('new');
  expect(await stageOf({})).toBeUndefined();
});

test('who made the booking is told by its mark, else by its source, else not at all', async () => {
  const told = async (record: object) => {
    const { fields, onlineReason } = await recordOf(v1({ id: 1, client, ...record }));
    return [fields.online, onlineReason];
  };
  expect(await told({ is_online: true, source: 1 })).toEqual([true, 'declared']);
  expect(await told({ is_online: 0, source: 100 })).toEqual([false, 'declared']);
  expect(await told({ source_id: '100' })).toEqual([true, 'source']);
  expect(await told({ source: 'admin' })).toEqual([false, 'source']);
  expect(await told({ source: 1 })).toEqual([undefined, 'unmarked']);
  expect(await told({})).toEqual([undefined, 'unmarked']);
});

test.each([
  [{ client: { id: 7, name: ' Иван ', tel: '79990000003', email: ' IVAN@example.test ' } }],
  [{ customer: { ID: '7', Name: 'Иван', phone_number: '79990000003', email: 'ivan@example.test' } }],
  [{ client_id: 7, client_name: 'Иван', client_phone: '79990000003', client_email: 'ivan@example.test' }],
  [{ ClientId: 7, ClientName: 'Иван', ClientPhone: '79990000003', ClientEmail: 'ivan@example.test' }],
])('the client is found under any of its names: %p', async (record) => {
  expect((await recordOf(v1({ id: 1, ...record }))).contact).toEqual({
    externalId: '7',
    name: 'Иван',
    phones: ['+79990000003'],
    emails: ['ivan@example.test'],
  });
});

test('a client without an id is the same person by phone, else by e-mail, and nobody by name alone', async () => {
  const of = async (person: object, over: Record<string, unknown> = {}) =>
    recordOf({ record: { id: 1, client: person } }, { connection: connection(over) });
  const byPhone = await of({ name: 'Иван', phone: '79990000003' });
  expect(byPhone.contact?.externalId).toMatch(/^p[0-9a-f]{16}$/);
  expect(byPhone.fields.contactExternalId).toBe(byPhone.contact?.externalId);
  expect((await of({ phone: '8 (999) 000-00-03', email: 'i@example.test' })).contact?.externalId).toBe(
    byPhone.contact?.externalId,
  );
  const elsewhere = await of({ phone: '79990000003' }, { salonLogin: 'msc_two' });
  expect(elsewhere.contact?.externalId).not.toBe(byPhone.contact?.externalId);
  const byEmail = await of({ email: 'Ivan@example.test', phone: 'нет' });
  expect(byEmail.contact).toMatchObject({ externalId: expect.stringMatching(/^e[0-9a-f]{16}$/), phones: [] });
  const byName = await of({ name: 'Иван' });
  expect(byName.contact).toEqual({ externalId: null, name: 'Иван', phones: [], emails: [] });
  expect(byName.fields).not.toHaveProperty('contactExternalId');
  expect(byName.warnings).toEqual(['client_unidentified']);
});

test('the responsible person is found under any of the names', async () => {
  const employeeOf = async (record: object) => {
    const { employee, fields } = await recordOf(v1({ id: 1, client, ...record }));
    expect(fields.employeeExternalId).toBe(employee?.externalId);
    return employee;
  };
  const anna = { id: 31, name: 'Анна Мастерова' };
  const expected = { externalId: '31', name: 'Анна Мастерова' };
  for (const name of ['employee', 'master', 'staff', 'user', 'responsible']) {
    expect(await employeeOf({ [name]: anna })).toEqual(expected);
  }
  expect(await employeeOf({ employees: [anna, { id: 32, name: 'Вера' }] })).toEqual(expected);
  expect(await employeeOf({ employee_id: 31, employee_name: 'Анна Мастерова' })).toEqual(expected);
  expect(await employeeOf({ staff_id: 31 })).toEqual({ externalId: '31', name: null });
  expect(await employeeOf({ master: { name: 'Анна' } })).toEqual({
    externalId: expect.stringMatching(/^n[0-9a-f]{16}$/),
    name: 'Анна',
  });
  expect(await employeeOf({ employee: null, employees: [] })).toBeNull();
});

test('extra fields come as a list, as a map and as a form, and a number is one only in JSON', async () => {
  const extra = async (record: object) => {
    const { fields, warnings } = await recordOf(v1({ id: 1, client, ...record }));
    return [
      fields.customFields?.map(({ code, name, type, value }) => [code, name, type, value].join('|')),
      warnings,
    ];
  };
  expect(
    await extra({
      extra_fields: [
        { code: 'b', value: '007' },
        { id: 5, title: 'Пять', value: 7 },
      ],
    }),
  ).toEqual([['5|Пять|numeric|7', 'b|b|string|007'], []]);
  expect(await extra({ custom_fields: { card: 'A-17', 12: 0, empty: '', none: null } })).toEqual([
    ['12|12|numeric|0', 'card|card|string|A-17'],
    [],
  ]);
  expect(await extra({ additional_fields: { code: 'one', value: true } })).toEqual([
    ['one|one|string|true'],
    [],
  ]);
  expect(await extra({ extra_fields: { 0: { code: 'a', value: 'x' } }, AttributesText: 'Этаж: 2' })).toEqual([
    ['a|a|string|x', 'attributes_text|attributes_text|string|Этаж: 2'],
    [],
  ]);
  expect(await extra({ extra_fields: [{ value: 'без имени' }, { code: 'deep', value: { a: 1 } }] })).toEqual([
    undefined,
    ['extra_field_unreadable'],
  ]);
  const form = encodedForm('record[id]=1\nrecord[custom_fields][visits]=4\nrecord[client_id]=7');
  expect(await unpack(form, FORM)).toMatchObject([
    { fields: { customFields: [{ type: 'string', value: '4' }] } },
  ]);
});

test('empty values name nothing, and zero names something', async () => {
  const empties = {
    created_at: '',
    changed_at: null,
    start: [],
    name: ' ',
    status: {},
    sum: null,
    paid_sum: '',
  };
  const more = { services: [], client: {}, employee: [], source: '', is_online: null, extra_fields: {} };
  expect((await recordOf(v1({ id: 1, ...empties, ...more }))).fields).toEqual({ deleted: false });
  expect((await recordOf(v1({ id: 1, sum: 0, paid_sum: '0', source: 0 }))).fields).toMatchObject({
    amount: '0.00',
    paidAmount: '0.00',
    crmSource: '0',
  });
});

test('a name that is empty gives way to the next, and one that is written twice is read once', async () => {
  expect(await recordOf(v1({ id: 1, client: {}, customer: [], contact: { id: 7 } }))).toMatchObject({
    contact: { externalId: '7' },
  });
  expect((await recordOf(v1({ id: 1, SUM: 5, Sum: 6, sum: 7, total: 8 }))).fields.amount).toBe('5.00');
  expect((await recordOf(v1({ id: 1, SUM: '', Sum: null, sum: 7, total: 8 }))).fields.amount).toBe('7.00');
});

test('no comment, token or delivery id is taken from a body', async () => {
  const body = JSON.parse(fixture('1-v1-create.json').toString());
  body.record.client_comment = 'Секретный комментарий';
  const unpacked = JSON.stringify(await unpack(JSON.stringify(body), JSON_TYPE));
  expect(unpacked).toContain('880001');
  expect(unpacked).not.toMatch(/Секретный|TEST-TOKEN|e-0001/);
});
