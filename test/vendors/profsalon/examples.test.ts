import { createHash } from 'node:crypto';
import type { DeliveredRecord } from '../../../src/vendors/webhook';
import { encodedForm, FORM, fixture, JSON_TYPE, recordOf, unpack, unpackJson } from './deliveries';

/** The bodies and results of the vendor document, section 7. */

const instant = (text: string) => new Date(text);
const hash = expect.stringMatching(/^[\w-]{43}$/);
const phoneId = (phone: string) =>
  `p${createHash('sha256').update(`5610|msc_example_salon|${phone}`).digest('hex').slice(0, 16)}`;

async function fromJson(name: string): Promise<DeliveredRecord[]> {
  return unpack(fixture(name), JSON_TYPE);
}

async function fromForm(name: string): Promise<DeliveredRecord[]> {
  return unpack(encodedForm(fixture(name).toString()), FORM);
}

test('example 1: a record of contract v1 is created', async () => {
  expect(await fromJson('1-v1-create.json')).toEqual([
    {
      outcome: 'record',
      externalId: '880001',
      event: 'create',
      changedAt: instant('2026-03-10T06:00:00Z'),
      fields: {
        name: 'Стрижка',
        amount: '2000.00',
        paidAmount: '0.00',
        createdAt: instant('2026-03-10T06:00:00Z'),
        visitAt: instant('2026-03-14T09:00:00Z'),
        stageKey: 'new',
        statusText: 'new',
        contactExternalId: '7',
        employeeExternalId: '31',
        customFields: [
          { code: 'card', name: 'Номер карты', type: 'string', value: 'A-17' },
          { code: 'visits', name: 'Визитов', type: 'numeric', value: '4' },
        ],
        crmSource: '100',
        online: true,
        deleted: false,
      },
      statusCode: 'new',
      onlineReason: 'declared',
      contact: {
        externalId: '7',
        name: 'Иван Тестов',
        phones: ['+79990000003'],
        emails: ['ivan@example.test'],
      },
      employee: { externalId: '31', name: 'Анна Мастерова' },
      accountName: 'Салон Пример',
      contract: 'v1',
      contentHash: hash,
      warnings: [],
    },
  ]);
});

test('example 2: other names, numbers as text, local stamps and a map instead of a list', async () => {
  expect(await fromJson('2-other-names.json')).toEqual([
    {
      outcome: 'record',
      externalId: '880001',
      event: 'update',
      changedAt: instant('2026-03-14T10:05:10Z'),
      fields: {
        name: 'Стрижка, Укладка',
        amount: '2500.00',
        createdAt: instant('2026-03-10T06:00:00Z'),
        visitAt: instant('2026-03-14T09:00:00Z'),
        stageKey: 'paid',
        statusText: 'paid',
        contactExternalId: '7',
        employeeExternalId: '31',
        customFields: [{ code: 'card', name: 'card', type: 'string', value: 'A-17' }],
        online: true,
        deleted: false,
      },
      statusCode: 'paid',
      onlineReason: 'declared',
      contact: { externalId: '7', name: 'Иван Тестов', phones: ['+79990000003'], emails: [] },
      employee: { externalId: '31', name: 'Анна Мастерова' },
      accountName: null,
      contract: 'v1',
      contentHash: hash,
      warnings: ['zone_assumed'],
    },
  ]);
});

test('example 3: a minimal delete names nothing but itself', async () => {
  expect(await fromJson('3-minimal-delete.json')).toEqual([
    {
      outcome: 'record',
      externalId: '880001',
      event: 'delete',
      changedAt: instant('2026-03-14T18:00:00Z'),
      fields: { stageKey: 'failed', deleted: true },
      onlineReason: 'unmarked',
      contact: null,
      employee: null,
      accountName: null,
      contract: 'v1',
      contentHash: hash,
      warnings: [],
    },
  ]);
});

test('example 4: a form with nested brackets', async () => {
  expect(await fromForm('4-nested-form.form')).toEqual([
    {
      outcome: 'record',
      externalId: '880002',
      event: 'create',
      changedAt: null,
      fields: {
        name: 'Маникюр',
        amount: '1800.00',
        createdAt: instant('2026-03-10T08:00:00Z'),
        visitAt: instant('2026-03-15T07:30:00Z'),
        stageKey: 'confirmed',
        statusText: 'confirmed',
        contactExternalId: phoneId('+79990000004'),
        employeeExternalId: '32',
        customFields: [{ code: 'Абонемент', name: 'Абонемент', type: 'string', value: 'да' }],
        crmSource: '100',
        online: true,
        deleted: false,
      },
      statusCode: 'confirmed',
      onlineReason: 'source',
      contact: {
        externalId: phoneId('+79990000004'),
        name: 'Ольга Примерова',
        phones: ['+79990000004'],
        emails: [],
      },
      employee: { externalId: '32', name: null },
      accountName: null,
      contract: 'v1',
      contentHash: hash,
      warnings: ['zone_assumed'],
    },
  ]);
});

test('example 5: no client, and the empty values of PHP say nothing', async () => {
  expect(await fromJson('5-php-empties.json')).toEqual([
    {
      outcome: 'record',
      externalId: '880003',
      event: 'create',
      changedAt: null,
      fields: {
        amount: '0.00',
        createdAt: instant('2026-03-11T07:00:00Z'),
        visitAt: instant('2026-03-11T15:00:00Z'),
        stageKey: 'new',
        statusText: 'new',
        crmSource: '1',
        deleted: false,
      },
      statusCode: 'new',
      onlineReason: 'unmarked',
      contact: null,
      employee: null,
      accountName: null,
      contract: 'v1',
      contentHash: hash,
      warnings: ['zone_assumed', 'client_missing'],
    },
  ]);
});

test('example 6: in the style of YCLIENTS', async () => {
  expect(await fromJson('6-yclients.json')).toEqual([
    {
      outcome: 'record',
      externalId: '880004',
      event: 'update',
      changedAt: instant('2026-03-16T13:10:00Z'),
      fields: {
        name: 'Стрижка',
        amount: '2000.00',
        createdAt: instant('2026-03-12T05:00:00Z'),
        visitAt: instant('2026-03-16T12:00:00Z'),
        stageKey: 'came',
        statusText: 'came',
        contactExternalId: '8',
        employeeExternalId: '31',
        online: true,
        deleted: false,
      },
      statusCode: 'came',
      onlineReason: 'declared',
      contact: { externalId: '8', name: 'Пётр', phones: [], emails: [] },
      employee: { externalId: '31', name: 'Анна Мастерова' },
      accountName: null,
      contract: 'v1',
      contentHash: hash,
      warnings: [],
    },
  ]);
});

test('example 7: in the style of amoCRM, two records in one form', async () => {
  const both = await fromForm('7-amocrm.form');
  expect(both).toEqual([
    {
      outcome: 'record',
      externalId: '880005',
      event: 'update',
      changedAt: instant('2026-03-14T07:00:00Z'),
      fields: { amount: '3500.00', statusText: '2', deleted: false },
      statusCode: '2',
      onlineReason: 'unmarked',
      contact: null,
      employee: null,
      accountName: null,
      contract: 'v1',
      contentHash: hash,
      warnings: ['status_unknown:2', 'client_missing'],
    },
    {
      outcome: 'record',
      externalId: '880006',
      event: 'update',
      changedAt: null,
      fields: { amount: '900.00', stageKey: 'paid', statusText: 'paid', deleted: false },
      statusCode: 'paid',
      onlineReason: 'unmarked',
      contact: null,
      employee: null,
      accountName: null,
      contract: 'v1',
      contentHash: hash,
      warnings: ['client_missing'],
    },
  ]);
});

test('example 8: in the style of timeplan, with an id made of who and when', async () => {
  expect(await fromJson('8-timeplan.json')).toEqual([
    {
      outcome: 'record',
      externalId: 'x8fb71d1d44bea5be',
      event: 'create',
      changedAt: null,
      fields: {
        name: 'Массаж',
        createdAt: instant('2026-03-18T05:30:00Z'),
        visitAt: instant('2026-03-20T08:00:00Z'),
        contactExternalId: '9',
        customFields: [
          { code: 'attributes_text', name: 'attributes_text', type: 'string', value: 'Этаж: 2' },
        ],
        crmSource: 'themself',
        online: true,
        deleted: false,
      },
      onlineReason: 'source',
      contact: { externalId: '9', name: 'Мария', phones: ['+79990000005'], emails: [] },
      employee: null,
      accountName: 'Салон Пример',
      contract: 'v1',
      contentHash: hash,
      warnings: ['zone_assumed', 'record_id_derived'],
    },
  ]);
});

test('a block in the grid of timeplan is ignored', async () => {
  const body = { ...JSON.parse(fixture('8-timeplan.json').toString()), ServiceId: 0 };
  expect(await unpackJson(body)).toEqual([
    { outcome: 'ignored', reason: 'grid_block', externalId: null, warnings: [] },
  ]);
});

test('a removed booking of timeplan has the id of the created one', async () => {
  const body = { ...JSON.parse(fixture('8-timeplan.json').toString()), EventType: 'remove' };
  expect(await recordOf(body)).toMatchObject({
    externalId: 'x8fb71d1d44bea5be',
    event: 'delete',
    fields: { stageKey: 'failed', deleted: true },
  });
});

test('the creation time of timeplan is in UTC and no assumption', async () => {
  const body = JSON.parse(fixture('8-timeplan.json').toString());
  const { warnings } = await recordOf({ ...body, BeginDateTimeLocal: '2026-03-20T11:00:00+03:00' });
  expect(warnings).toEqual(['record_id_derived']);
});

test('without the id of the client the phone stands in the derived id', async () => {
  const body = { ...JSON.parse(fixture('8-timeplan.json').toString()), ClientId: null };
  const facts = 'msc_example_salon|2026-03-18T05:30:00Z|+79990000005|2026-03-20T08:00:00Z';
  expect(await recordOf(body)).toMatchObject({
    externalId: `x${createHash('sha256').update(facts).digest('hex').slice(0, 16)}`,
  });
});

test('a flat body is a record', async () => {
  expect(await fromJson('flat.json')).toEqual([
    {
      outcome: 'record',
      externalId: '880007',
      event: 'create',
      changedAt: null,
      fields: {
        amount: '1200.00',
        visitAt: instant('2026-03-21T06:00:00Z'),
        stageKey: 'new',
        statusText: 'new',
        contactExternalId: phoneId('+79990000006'),
        deleted: false,
      },
      statusCode: 'new',
      onlineReason: 'unmarked',
      contact: { externalId: phoneId('+79990000006'), name: 'Олег', phones: ['+79990000006'], emails: [] },
      employee: null,
      accountName: null,
      contract: 'v1',
      contentHash: hash,
      warnings: ['zone_assumed'],
    },
  ]);
});

test('a body that nobody knows is unrecognised', async () => {
  expect(await unpackJson({ hello: 'world', items: [1, 2] })).toEqual([
    { outcome: 'unrecognised', reason: 'envelope_unknown', externalId: null, warnings: [] },
  ]);
});

test('a repeat has the same content, also as another delivery, and a change has another', async () => {
  const body = JSON.parse(fixture('1-v1-create.json').toString());
  const { contentHash } = await recordOf(body);
  const repeated = { ...body, event: 'update', event_id: 'e-0002', sent_at: '2026-03-10T09:05:00+03:00' };
  expect((await recordOf(repeated)).contentHash).toBe(contentHash);
  const changes = [
    { sum: 2001 },
    { client: { id: 7, phone: '79990000009' } },
    { deleted: true },
    { status: 'came' },
    { employee: { id: 31, name: 'Вера Мастерова' } },
  ];
  for (const change of changes) {
    const changed = await recordOf({ ...body, record: { ...body.record, ...change } });
    expect(changed.contentHash).not.toBe(contentHash);
  }
});

test('what people wrote about themselves is in no id, hash, reason or warning', async () => {
  const [record] = await fromForm('4-nested-form.form');
  if (record?.outcome !== 'record') throw new Error('not a record');
  const { contact: _, ...rest } = record;
  expect(JSON.stringify(rest)).not.toMatch(/9990000004|Ольга/);
});
