import fc from 'fast-check';
import { planPull } from '../../../src/vendors/medods/plan';
import { medodsSettingsSchema } from '../../../src/vendors/medods/settings';

const settings = medodsSettingsSchema.parse({ uid: 'beta45', identity: 'i' });
const DAY_MS = 24 * 60 * 60 * 1000;
const dayNumber = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

test('a nightly pull reads thirty days back and sixty ahead of the clinic’s own today', () => {
  // Past midnight in Vladivostok, the day before in Moscow.
  const now = new Date('2026-03-14T18:00:00Z');
  const plan = planPull({ kind: 'recent', highWater: null }, settings, 'Asia/Vladivostok', now);
  expect(plan.windows[0]?.from).toBe('2026-02-13');
  expect(plan.windows.at(-1)?.to).toBe('2026-05-14');
  expect(plan).toMatchObject({ changedSince: null, upkeep: true, startedAt: now.toISOString() });
  const moscow = planPull({ kind: 'recent', highWater: null }, settings, 'Europe/Moscow', now);
  expect(moscow.windows[0]?.from).toBe('2026-02-12');
});

test('what has changed is asked for from two days before the last complete pull', () => {
  const highWater = new Date('2026-03-13T00:00:00.900Z');
  const plan = planPull(
    { kind: 'recent', highWater },
    settings,
    'Europe/Moscow',
    new Date('2026-03-14T00:00:00Z'),
  );
  expect(plan.changedSince).toBe(Date.parse('2026-03-11T00:00:00Z') / 1000);
});

test('the windows of a range hold each of its days once, at most 31 to a window', () => {
  const start = fc.integer({ min: dayNumber('2015-01-01'), max: dayNumber('2030-01-01') });
  const dateOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);
  fc.assert(
    fc.property(start, fc.integer({ min: 0, max: 1200 }), (first, length) => {
      const range = { kind: 'range', from: dateOf(first), to: dateOf(first + length) } as const;
      const plan = planPull(range, settings, 'Europe/Moscow', new Date());
      expect(plan).toMatchObject({ changedSince: null, upkeep: false });
      let next = first;
      for (const { from, to } of plan.windows) {
        expect(dayNumber(from)).toBe(next);
        expect(dayNumber(to)).toBeGreaterThanOrEqual(dayNumber(from));
        expect(dayNumber(to) - dayNumber(from)).toBeLessThan(31);
        next = dayNumber(to) + 1;
      }
      expect(next).toBe(first + length + 1);
    }),
  );
});
