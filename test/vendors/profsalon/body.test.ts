import type { DeliveredRecord } from '../../../src/vendors/webhook';
import { encodedForm, FORM, fixture, JSON_TYPE, pairsOf, unpack, unpackJson, v1 } from './deliveries';

const RECORD = v1({ id: 1, name: 'Стрижка', client: { id: 7 } });
const TEXT = JSON.stringify(RECORD);
const MEBIBYTE = 1024 * 1024;

const outcomes = (records: readonly DeliveredRecord[]) =>
  records.map((record) => (record.outcome === 'record' ? record.externalId : record.reason));

function multipart(parts: readonly (readonly [string, string])[], after = ''): string {
  const written = parts.map(
    ([name, value]) => `--edge\r\nContent-Disposition: form-data; name="${name}"${after}\r\n\r\n${value}\r\n`,
  );
  return `${written.join('')}--edge--\r\n`;
}
const manyNames = () =>
  JSON.stringify(Object.fromEntries(Array.from({ length: 80_000 }, (_, i) => [`k${i}`, 1])));
const MULTIPART = 'multipart/form-data; boundary=edge';

/** Cyrillic in the code page that old PHP uses. */
function inWindows1251(text: string): Buffer {
  return Buffer.from(
    [...text].map((character) => {
      const code = character.codePointAt(0) ?? 0;
      return code < 0x80 ? code : code - 0x410 + 0xc0;
    }),
  );
}

test.each([
  JSON_TYPE,
  null,
  '',
  'text/plain',
  FORM,
  'application/vnd.api+json; charset=utf-8',
  ';;;=',
  MULTIPART,
])('JSON is JSON, whatever the content type says: %p', async (contentType) => {
  expect(outcomes(await unpack(TEXT, contentType))).toEqual(['1']);
  expect(outcomes(await unpack(` \n\t${TEXT}`, contentType))).toEqual(['1']);
});

test('a byte-order mark is no part of the body', async () => {
  expect(outcomes(await unpack(`\uFEFF${TEXT}`))).toEqual(['1']);
});

test('the charset of the content type is honoured', async () => {
  const [json] = await unpack(inWindows1251(TEXT), 'application/json; charset="Windows-1251"');
  expect(json).toMatchObject({ fields: { name: 'Стрижка' } });
  const name = [...inWindows1251('Стрижка')].map((byte) => `%${byte.toString(16)}`).join('');
  const [form] = await unpack(`record[id]=1&record[name]=${name}`, `${FORM}; charset=windows-1251`);
  expect(form).toMatchObject({ fields: { name: 'Стрижка' } });
});

test('a list at the top is several bodies, each with its own outcome', async () => {
  const [first, second, third, ...rest] = await unpackJson([RECORD, 5, v1({ id: 2 })]);
  expect([first, third]).toMatchObject([{ externalId: '1' }, { externalId: '2' }]);
  expect(second).toMatchObject({ outcome: 'unrecognised', reason: 'not_an_object' });
  expect(rest).toEqual([]);
});

test('NUL characters vanish from names, texts and the body itself', async () => {
  const [record] = await unpack(
    `{"event":"create","rec\\u0000ord":{"id":"8\\u00008","name":"А\\u0000Б"}}\0\0`,
  );
  expect(record).toMatchObject({ externalId: '88', fields: { name: 'АБ' } });
});

test('a multipart form is read like any form', async () => {
  const pairs = fixture('4-nested-form.form').toString();
  const form = await unpack(encodedForm(pairs), FORM);
  expect(await unpack(multipart(pairsOf(pairs)), MULTIPART)).toEqual(form);
  expect(form).toMatchObject([{ externalId: '880002', contact: { name: 'Ольга Примерова' } }]);
});

test.each(['data', 'payload', 'anything'])(
  'a form field %p that alone holds JSON is that JSON',
  async (name) => {
    const expected = await unpack(TEXT);
    expect(await unpack(new URLSearchParams([[name, TEXT]]).toString(), FORM)).toEqual(expected);
    expect(await unpack(multipart([[name, TEXT]]), MULTIPART)).toEqual(expected);
  },
);

test('names that mean something to JavaScript or MongoDB are names like any other', async () => {
  const fields =
    '"__proto__":{"polluted":true,"id":5},"constructor":{"prototype":{"polluted":true}},"$set":1,"a.b":2';
  const [record] = await unpack(
    `{${fields},"event":"create","record":{${fields},"id":3,"status":"__proto__"}}`,
  );
  expect(record).toMatchObject({ externalId: '3', warnings: ['status_unknown:__proto__', 'client_missing'] });
  const [form] = await unpack(
    '__proto__[polluted]=1&record[__proto__][polluted]=1&record[constructor]=1&record[id]=4',
    FORM,
  );
  expect(form).toMatchObject({ externalId: '4' });
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
  const [extra] = await unpackJson(v1({ id: 5, custom_fields: JSON.parse('{"__proto__":"a","$b":"c"}') }));
  expect(extra).toMatchObject({ fields: { customFields: [{ code: '$b' }, { code: '__proto__' }] } });
});

test('lists come as lists, as maps with numbers for names and as their only item', async () => {
  const item = { service_name: 'Стрижка', cost: 100 };
  for (const services of [[item], { 0: item }, { 17: item }, item]) {
    expect(await unpackJson(v1({ id: 1, services }))).toMatchObject([
      { fields: { amount: '100.00', name: 'Стрижка' } },
    ]);
  }
  const form = 'record[id]=1&record[services][][cost]=1&record[service][cost]=2';
  expect(await unpack(form, FORM)).toMatchObject([{ fields: { amount: '1.00' } }]);
});

test.each<[string, string | Buffer, string | null]>([
  ['body_empty', '', JSON_TYPE],
  ['body_empty', ' \n\0', null],
  ['body_empty', '[]', JSON_TYPE],
  ['not_an_object', '"text"', JSON_TYPE],
  ['not_an_object', '12.5', JSON_TYPE],
  ['not_an_object', 'null', null],
  ['format_unknown', '<html>Bad gateway</html>', 'text/html'],
  ['format_unknown', 'NaN', JSON_TYPE],
  ['json_invalid', TEXT.slice(0, -5), JSON_TYPE],
  ['json_invalid', '{"record":{"id":1,"sum":NaN}}', JSON_TYPE],
  ['json_invalid', '{"record":{"id":1,"sum":-Infinity}}', JSON_TYPE],
  ['json_invalid', '{"record":{"id":1,"sum":1e999}}', JSON_TYPE],
  ['text_invalid', Buffer.from([0x7b, 0x22, 0xd0, 0x22, 0x7d]), JSON_TYPE],
  ['text_invalid', 'record[id]=1&record[name]=%D0', FORM],
  ['charset_unknown', TEXT, 'application/json; charset=klingon'],
  ['multipart_invalid', multipart([['record[id]', '1']]).slice(0, 50), MULTIPART],
  ['multipart_invalid', multipart([['record[id]', '1']]), 'multipart/form-data'],
  ['multipart_has_files', multipart([['record[id]', '1']], '; filename="a.txt"'), MULTIPART],
  ['nesting_too_deep', `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`, JSON_TYPE],
  ['nesting_too_deep', `record${'[a]'.repeat(200)}=1`, FORM],
  ['too_many_pairs', Array.from({ length: 2_001 }, (_, index) => `record[a${index}]=1`).join('&'), FORM],
  [
    'too_many_pairs',
    multipart(Array.from({ length: 2_001 }, (_, index) => [`a${index}`, '1'] as const)),
    MULTIPART,
  ],
  ['too_many_records', JSON.stringify(Array.from({ length: 101 }, () => RECORD)), JSON_TYPE],
  [
    'too_many_records',
    JSON.stringify({ deals: { add: Array.from({ length: 101 }, () => ({ id: 1 })) } }),
    JSON_TYPE,
  ],
])('what cannot be read is unrecognised with the reason %s', async (reason, body, contentType) => {
  expect(await unpack(body, contentType)).toEqual([
    { outcome: 'unrecognised', reason, externalId: null, warnings: [] },
  ]);
});

test('a body of too many values is unrecognised', async () => {
  expect(outcomes(await unpack(manyNames()))).toEqual(['too_many_values']);
});

test('everything within the limits is read: eight levels, 2000 pairs, 100 records', async () => {
  const seven = `${'{"a":'.repeat(6)}1${'}'.repeat(6)}`;
  expect(outcomes(await unpack(`{"record":{"id":1,"deep":${seven}}}`))).toEqual(['1']);
  expect(outcomes(await unpack(`{"record":{"id":1,"deep":{"a":${seven}}}}`))).toEqual(['nesting_too_deep']);
  expect(outcomes(await unpack(`record[id]=1&record${'[a]'.repeat(7)}=1`, FORM))).toEqual(['1']);
  expect(outcomes(await unpack(`record[id]=1&record${'[a]'.repeat(8)}=1`, FORM))).toEqual([
    'nesting_too_deep',
  ]);
  const pairs: [string, string][] = Array.from({ length: 1_999 }, (_, index) => [
    `record[extra][${index}]`,
    '1',
  ]);
  expect(
    outcomes(await unpack(new URLSearchParams([['record[id]', '1'], ...pairs]).toString(), FORM)),
  ).toEqual(['1']);
  const hundred = Array.from({ length: 100 }, (_, index) => v1({ id: index + 1 }));
  expect(await unpackJson(hundred)).toHaveLength(100);
});

const filled = (text: string) => text.repeat(Math.floor(MEBIBYTE / text.length));
const hostile: [string, () => string, string][] = [
  ['a mebibyte of brackets', () => filled('['), JSON_TYPE],
  ['a mebibyte of nested lists', () => '['.repeat(MEBIBYTE / 2) + ']'.repeat(MEBIBYTE / 2), JSON_TYPE],
  ['a mebibyte of empty names', () => `{${filled('"":1,')}"":1}`, JSON_TYPE],
  ['eighty thousand names', manyNames, JSON_TYPE],
  ['many records', () => `{"deals":{"add":[${filled('{"id":1},')}{"id":1}]}}`, JSON_TYPE],
  [
    'many services',
    () => `{"record":{"id":1,"services":[${filled('{"name":"a","cost":1},')}{}]}}`,
    JSON_TYPE,
  ],
  [
    'many extra fields',
    () => `{"record":{"id":1,"extra_fields":[${filled('{"id":"a","value":1},')}{}]}}`,
    JSON_TYPE,
  ],
  ['an e-mail of dots', () => `{"record":{"id":1,"client":{"email":"a@${filled('.')}@"}}}`, JSON_TYPE],
  ['many phones', () => `{"record":{"id":1,"client":{"phone":"${filled('+12345678,')}"}}}`, JSON_TYPE],
  [
    'a list of phones',
    () => `{"record":{"id":1,"client":{"phone":[${filled('"+12345678",')}1]}}}`,
    JSON_TYPE,
  ],
  ['an amount of blanks', () => `{"record":{"id":1,"sum":"1${filled(' ')}x"}}`, JSON_TYPE],
  ['a date of digits', () => `{"record":{"id":1,"start":"${filled('1')}"}}`, JSON_TYPE],
  ['an amount of digits', () => `{"record":{"id":1,"sum":${filled('1')}}}`, JSON_TYPE],
  ['ampersands', () => filled('&'), FORM],
  ['equals signs', () => filled('='), FORM],
  ['open brackets in a form', () => `a${filled('[')}=1`, FORM],
  ['many records of which only the ceiling is read', () => `[${filled('{"id":1},')}{}]`, JSON_TYPE],
  ['bracket pairs in a form', () => `a${filled('[]')}=1`, FORM],
  ['per cent signs', () => `a=${filled('%')}`, FORM],
  ['dashes as multipart', () => filled('-'), MULTIPART],
  ['boundaries as multipart', () => filled('--edge\r\n'), MULTIPART],
  ['tiny parts', () => filled('--edge\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'), MULTIPART],
];

/** The processor's time counts for the whole process, garbage of other tests too: the least of a few tries is the body's. */
const TRIES = 3;

test.each(hostile)('no body takes long: %s', async (_, body, contentType) => {
  const bytes = Buffer.from(body());
  const taken: number[] = [];
  for (let tries = 0; tries < TRIES; tries += 1) {
    const startedAt = process.cpuUsage();
    const records = await unpack(bytes, contentType);
    const { user, system } = process.cpuUsage(startedAt);
    expect(records.length).toBeGreaterThan(0);
    taken.push((user + system) / 1_000);
  }
  expect(Math.min(...taken)).toBeLessThan(1_000);
});
