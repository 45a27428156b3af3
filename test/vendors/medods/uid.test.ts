import fc from 'fast-check';
import { parseUid } from '../../../src/vendors/medods/uid';

test.each([
  'https://beta45.medods.ru/',
  ' beta45.medods.ru ',
  'beta45',
  'BETA45',
  'https://beta45.medods.ru/api/v2/appointments?x=1',
  'HTTPS://Beta45.Medods.RU',
  'http://beta45.medods.ru',
  'beta45.medods.ru/clients',
  'https://beta45.medods.ru:443/',
  'https://beta45.medods.ru/#/login',
])('the UID "%s" is the clinic beta45', (typed) => {
  expect(parseUid(typed)).toEqual({ ok: true, origin: 'https://beta45.medods.ru' });
});

test.each([
  ['', 'uid_invalid'],
  ['   ', 'uid_invalid'],
  ['https://', 'uid_invalid'],
  ['not a host', 'uid_invalid'],
  ['https://user:password@beta45.medods.ru/', 'uid_invalid'],
  ['https://evil.com@beta45.medods.ru/', 'uid_invalid'],
  ['beta45.medods.ru@evil.com', 'uid_invalid'],
  ['ftp://beta45.medods.ru/', 'uid_invalid'],
  ['javascript:alert(1)', 'uid_invalid'],
  ['localhost', 'uid_host_refused'],
  ['http://localhost:8080/', 'uid_host_refused'],
  ['127.0.0.1', 'uid_host_refused'],
  ['http://169.254.169.254/latest/meta-data/', 'uid_host_refused'],
  ['http://2130706433/', 'uid_host_refused'],
  ['http://[::1]/', 'uid_host_refused'],
  ['http://[::ffff:127.0.0.1]/', 'uid_host_refused'],
  ['medods.ru', 'uid_host_refused'],
  ['https://medods.ru/', 'uid_host_refused'],
  ['https://.medods.ru/', 'uid_host_refused'],
  ['https://a.b.medods.ru/', 'uid_host_refused'],
  ['https://beta45.medods.ru:8443/', 'uid_host_refused'],
  ['https://beta45.medods.ru./', 'uid_host_refused'],
  ['https://beta45.medods.com/', 'uid_host_refused'],
  ['https://beta45.notmedods.ru/', 'uid_host_refused'],
  ['https://medods.ru.evil.com/', 'uid_host_refused'],
  ['https://evil.com#.medods.ru', 'uid_host_refused'],
  ['https://evil.com?.medods.ru', 'uid_host_refused'],
  ['https://evil.com/.medods.ru', 'uid_host_refused'],
  ['https://evil.com\\.medods.ru', 'uid_host_refused'],
  ['https://be_ta.medods.ru/', 'uid_host_refused'],
  ['https://-beta.medods.ru/', 'uid_host_refused'],
  ['https://beta45.mеdods.ru/', 'uid_host_refused'],
  ['https://bеta45.medods.ru.evil.com/', 'uid_host_refused'],
  ['https://online-beta45.medods.ru', 'uid_is_widget'],
  ['online-beta45', 'uid_is_widget'],
])('the UID "%s" is refused as %s', (typed, code) => {
  expect(parseUid(typed)).toEqual({ ok: false, code });
});

test('a name in other letters becomes its own punycode host under medods.ru, or is refused', () => {
  const parsed = parseUid('https://bеta45.medods.ru/');
  expect(parsed).toEqual({
    ok: true,
    origin: expect.stringMatching(/^https:\/\/xn--[a-z0-9-]+\.medods\.ru$/),
  });
});

test('whatever is typed, requests can only go to one label under medods.ru, over TLS', () => {
  const parts = fc.constantFrom(
    ...[
      'https://',
      'http://',
      'medods.ru',
      '.medods.ru',
      'beta45',
      'evil.com',
      '@',
      ':',
      '#',
      '?',
      '/',
      '\\',
    ],
    ...['127.0.0.1', '[::1]', '%2e', '%00', '\t', '\n', ' ', '。', '.', '-', 'online-', ':443', '＠', '／'],
  );
  const typed = fc.oneof(
    fc.string(),
    fc.array(parts, { maxLength: 8 }).map((list) => list.join('')),
  );
  fc.assert(
    fc.property(typed, (text) => {
      const parsed = parseUid(text);
      if (!parsed.ok) return;
      expect(parsed.origin).toMatch(/^https:\/\/[a-z0-9]([a-z0-9-]*[a-z0-9])?\.medods\.ru$/);
      expect(new URL(parsed.origin).origin).toBe(parsed.origin);
      expect(parseUid(parsed.origin)).toEqual(parsed);
    }),
    { numRuns: 3000 },
  );
});
