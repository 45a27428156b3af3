import { parseRetryAfter } from '../../../src/vendors/medods/retry-after';

const NOW = Date.parse('2026-03-14T10:00:00Z');

test.each([
  ['0', 0],
  ['7', 7_000],
  [' 120 ', 120_000],
  ['Sat, 14 Mar 2026 10:15:00 GMT', 900_000],
  ['Saturday, 14-Mar-26 10:00:30 GMT', 30_000],
  ['Sat, 14 Mar 2026 09:00:00 GMT', 0],
])('Retry-After "%s" means %d ms', (header, milliseconds) => {
  expect(parseRetryAfter(header, NOW)).toBe(milliseconds);
});

test.each(['', 'soon', 'in 5 seconds', '1.5.2', '-5', '2026-03-14'])(
  'Retry-After "%s" says nothing',
  (header) => {
    expect(parseRetryAfter(header, NOW)).toBeNull();
  },
);
