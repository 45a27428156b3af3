import { scrub } from '../../src/platform/redact';

describe('scrub', () => {
  test.each([
    '79120000001',
    '+79120000001',
    '89120000001',
    '9120000001',
    '+7 (912) 000-00-01',
    '8 (912) 000-00-01',
    '8-912-000-00-01',
    '8.912.000.00.01',
    '+7 912 000 00 01',
    '+7 912 000-00-01',
    '+7(912)0000001',
    '7 912 0000001',
    '912 000-00-01',
    '(4951) 00-00-01',
    '+7 (4951) 20-00-01',
    '%2B79120000001',
    '+375 29 000-00-01',
    '+49 1512 0000001',
  ])('takes out the phone %s wherever it stands', (phone) => {
    for (const text of [phone, `тел.${phone}, перезвонить`, `{"phone":"${phone}"}`, `id=${phone};`]) {
      expect(scrub(text)).toContain('[phone]');
      expect(scrub(text)).not.toContain('00-01');
      expect(scrub(text)).not.toContain('0001');
      expect(scrub(text)).not.toMatch(/\d{4}/);
    }
  });

  test.each([
    ['an e-mail', 'no such client ivan.petrov+x@mail.example.test!', 'no such client [email]!'],
    ['a Cyrillic e-mail', 'почта иван@пример.рф', 'почта [email]'],
    ['an encoded e-mail', 'path/ivan%40example.test', 'path/[email]'],
    ['a JWT', 'token eyJhbGciOiJIUzUxMiJ9.eyJpc3MiOiJ4In0.c2ln-_ bad', 'token [token] bad'],
    ['a bearer token', 'Authorization: Bearer abc.def-123', 'Authorization: Bearer [token]'],
    ['an API key', 'key skv_aB3-_x was refused', 'key [token] was refused'],
    ['long hex', `key ${'0123456789abcdef'.repeat(4)} end`, 'key [hex] end'],
    ['credentials of an address', 'mongodb://hub:pass@db.test/x', 'mongodb://[credentials]@db.test/x'],
    ['a hook secret', 'POST /hooks/profsalon/h1/s3cret-Part', 'POST /hooks/profsalon/h1/[secret]'],
    ['query values', 'GET /deals?q=Иванов&limit=5', 'GET /deals?q=[redacted]&limit=[redacted]'],
    [
      'values of a duplicate key',
      'E11000 duplicate key error index: a dup key: { tenantId: "t", name: "Иванов" }',
      'E11000 duplicate key error index: a dup key: [redacted]',
    ],
  ])('takes out %s', (_what, text, clean) => {
    expect(scrub(text)).toBe(clean);
  });

  test.each([
    'integration/clinic-7/medods failed at 2026-03-10T06:00:00.123Z',
    'run 6f9619ff-8b86-4d01-b42d-00cf4fc964ff of 66f8a1b2c3d4e5f601234567',
    'run 89120000-0001-4912-8912-790000000179',
    'Request failed with status code 401 after 15000 ms',
    'connect ECONNREFUSED 127.0.0.1:27017',
    'amount 1250.00, 12 rows of 48213',
  ])('keeps what is needed to find the cause: %s', (text) => {
    expect(scrub(text)).toBe(text);
  });

  test('cuts after it has scrubbed, so that no half of a phone stays at the edge', () => {
    for (let padding = 470; padding <= 500; padding += 1) {
      const clean = scrub(`${'я'.repeat(padding)} +7 912 000-00-01 конец`);
      expect(clean.length).toBeLessThanOrEqual(500);
      expect(clean).not.toMatch(/\d/);
    }
    expect(scrub('слово '.repeat(50), 20)).toHaveLength(20);
  });

  test.each(['a', 'eyJ', '1', 'a@', '+7', ' ', 'http://a:', '&a=', '8 (', 'skv_'])(
    'a long body of %j takes no long time',
    (piece) => {
      const startedAt = performance.now();
      scrub(piece.repeat(200_000 / piece.length));
      expect(performance.now() - startedAt).toBeLessThan(2_000);
    },
  );
});
