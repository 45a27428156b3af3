import fc from 'fast-check';
import { parseMoney, subtractMoney } from '../../src/domain/money';
import { nightlyTime } from '../../src/domain/nightly-time';
import { toE164 } from '../../src/domain/phone';
import { searchPrefixes, searchTokens } from '../../src/domain/search';

test.each([
  [1500, '1500.00'],
  [0, '0.00'],
  [0.1 + 0.2, '0.30'],
  [1234.5, '1234.50'],
  [-10, '-10.00'],
  ['1500', '1500.00'],
  ['1500.5', '1500.50'],
  ['1500,05', '1500.05'],
  ['1500.5000', '1500.50'],
  [' 0010.00 ', '10.00'],
  ['999999999999999.99', '999999999999999.99'],
])('the amount %p is %s roubles', (written, amount) => {
  expect(parseMoney(written)).toBe(amount);
});

test.each(['', 'free', '1 500', '1.500,00', '1e3', '1500.', '.5', '1500.125', Number.NaN, 1e21, Infinity])(
  '%p is no amount',
  (written) => {
    expect(parseMoney(written)).toBeNull();
  },
);

test('money is subtracted exactly', () => {
  const kopecks = fc.integer({ min: 0, max: 2_000_000_000 });
  const text = (value: number) => `${Math.trunc(value / 100)}.${String(value % 100).padStart(2, '0')}`;
  fc.assert(
    fc.property(kopecks, kopecks, (left, right) => {
      const difference = subtractMoney(text(left), text(right));
      expect(Math.round(Number(difference) * 100)).toBe(left - right);
      expect(difference).toMatch(/^-?\d+\.\d\d$/);
    }),
  );
});

test.each(['+7 912 345-67-89', '89123456789', '79123456789', '9123456789', '8 (912) 345 67 89'])(
  'the phone "%s" is +79123456789',
  (typed) => {
    expect(toE164(typed)).toBe('+79123456789');
  },
);

test('a foreign phone keeps its country', () => {
  expect(toE164('+375 29 123-45-67')).toBe('+375291234567');
});

test.each(['', 'нет', '12', '+', '0000000000000000000'])('"%s" is no phone', (typed) => {
  expect(toE164(typed)).toBeNull();
});

test('a document is found by beginnings of its words, ё as е, and by the last digits of its phone', () => {
  const tokens = searchTokens(['Журавлёв Пётр', null, 'petr@example.test'], ['+79123456789']);
  const finds = (query: string) => {
    const prefixes = searchPrefixes(query);
    return (
      prefixes.length > 0 && prefixes.every((prefix) => tokens.some((token) => token.startsWith(prefix)))
    );
  };
  for (const query of ['журав', 'ЖУРАВЛЕВ пет', 'петр жур', 'Журавлёв', 'petr@example', '6789', '456-78-9']) {
    expect({ query, found: finds(query) }).toEqual({ query, found: true });
  }
  for (const query of ['89123456789', '+7 (912) 345-67-89', '9123456789', '345-67-89']) {
    expect({ query, found: finds(query) }).toEqual({ query, found: true });
  }
  for (const query of ['уравлев', '6788', 'иван', '']) {
    expect({ query, found: finds(query) }).toEqual({ query, found: false });
  }
});

test('nightly pulls are between 01:00 and 04:59, stable, and spread evenly', () => {
  const perMinute = new Map<number, number>();
  for (let index = 0; index < 10_000; index += 1) {
    const key = { tenantId: `clinic-${index}`, integrationId: 'medods' };
    const { hour, minute } = nightlyTime(key);
    expect(nightlyTime(key)).toEqual({ hour, minute });
    expect(hour).toBeGreaterThanOrEqual(1);
    expect(hour).toBeLessThanOrEqual(4);
    expect(minute).toBeGreaterThanOrEqual(0);
    expect(minute).toBeLessThanOrEqual(59);
    const at = hour * 60 + minute;
    perMinute.set(at, (perMinute.get(at) ?? 0) + 1);
  }
  expect(perMinute.size).toBe(240);
  // 41.7 a minute on average.
  expect(Math.max(...perMinute.values())).toBeLessThan(90);
});
