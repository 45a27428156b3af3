import fc from 'fast-check';
import { DateTime } from 'luxon';
import { instant } from '../../../src/vendors/medods/instant';

const at = (iso: string) => new Date(iso);

test('a stamp without an offset is read in the clinic’s zone, one with it where it says', () => {
  expect(instant('2026-03-14T10:30', 'Asia/Yekaterinburg')).toEqual(at('2026-03-14T05:30:00Z'));
  expect(instant('2026-03-14 10:30:15', 'Europe/Moscow')).toEqual(at('2026-03-14T07:30:15Z'));
  expect(instant('2026-03-14T10:30:15.250+03:00', 'Asia/Omsk')).toEqual(at('2026-03-14T07:30:15.250Z'));
  expect(instant('2026-03-14T10:30:15-0330', 'Asia/Omsk')).toEqual(at('2026-03-14T14:00:15Z'));
  expect(instant('2026-03-14T23:59:59Z', 'Asia/Omsk')).toEqual(at('2026-03-14T23:59:59Z'));
  expect(instant('2026-03-14', 'Europe/Moscow')).toEqual(at('2026-03-13T21:00:00Z'));
});

test('on a day when the clock changes, times before and after it have their own offsets', () => {
  // Moscow stayed on summer time until 26 October 2014, 02:00.
  expect(instant('2014-10-26T00:30', 'Europe/Moscow')).toEqual(at('2014-10-25T20:30:00Z'));
  expect(instant('2014-10-26T12:00', 'Europe/Moscow')).toEqual(at('2014-10-26T09:00:00Z'));
  expect(instant('2026-03-29T12:00', 'Europe/Berlin')).toEqual(at('2026-03-29T10:00:00Z'));
  // In São Paulo that day began at one o'clock.
  expect(instant('2017-10-15T12:00', 'America/Sao_Paulo')).toEqual(at('2017-10-15T14:00:00Z'));
});

test.each([
  '2026-02-30T10:00',
  '2026-02-29T10:00:00Z',
  '2026-13-01T10:00',
  'tomorrow',
  '',
  '2026-03-14T25:00',
])('%j is no time', (stamp) => {
  expect(instant(stamp, 'Europe/Moscow')).toBeNull();
});

test('any stamp in any zone is the instant that the calendar gives', () => {
  const zones = [
    'Europe/Moscow',
    'Asia/Kamchatka',
    'Europe/Kaliningrad',
    'America/New_York',
    'America/Sao_Paulo',
    'UTC',
  ];
  const stamps = fc.date({
    min: at('2010-01-01T00:00:00Z'),
    max: at('2030-01-01T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(
      stamps,
      fc.constantFrom(...zones),
      fc.constantFrom('', 'Z', '+05:00', '-0930'),
      (date, zone, offset) => {
        const stamp = date.toISOString().slice(0, -1) + offset;
        const wanted = DateTime.fromISO(stamp, { zone }).toJSDate();
        expect(instant(stamp, zone)).toEqual(wanted);
      },
    ),
    { numRuns: 2000 },
  );
});
