import {
  absoluteTime,
  calendarDate,
  duration,
  relativeTime,
  wholeNumber,
} from '../../web/src/components/moments';

const NOW = new Date('2026-03-10T09:00:00Z');
const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);

test.each([
  [30, 'сейчас'],
  [0, 'только что'],
  [-59, 'только что'],
  [-60, '1 минуту назад'],
  [-300, '5 минут назад'],
  [3 * 3_600, 'через 3 часа'],
  [-86_400, 'вчера'],
  [-40 * 86_400, 'в прошлом месяце'],
])('%i seconds from now read in plain words', (seconds, words) => {
  expect(relativeTime(after(seconds), NOW, 'ru', 'только что')).toBe(words);
});

test('a time is that of the zone it is asked for', () => {
  expect(absoluteTime(NOW, 'ru', 'Asia/Vladivostok')).toContain('19:00');
  expect(absoluteTime(NOW, 'en', 'Europe/Moscow')).toContain('12:00');
});

test('a day of the calendar is the same day everywhere', () => {
  expect(calendarDate('2026-01-01', 'ru')).toBe('1 янв. 2026 г.');
});

test.each([
  [0, '0 с'],
  [4_200, '4 с'],
  [65_000, '1 мин 5 с'],
  [3_600_000, '1 ч'],
  [7_265_000, '2 ч 1 мин'],
])('%i milliseconds are told in two units at most', (milliseconds, words) => {
  expect(duration(milliseconds, 'ru').replaceAll('\u00a0', ' ')).toBe(words);
});

test('thousands stand apart', () => {
  expect(wholeNumber(1_234_567, 'ru').replaceAll('\u00a0', ' ')).toBe('1 234 567');
});
