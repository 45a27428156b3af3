import { setTimeout as delay } from 'node:timers/promises';
import { Pace } from '../../../src/vendors/medods/pace';

const MILLISECONDS_BETWEEN = 20;
const never = new AbortController().signal;

test('requests start no sooner than the rate allows, whoever sends them, and a failed one stops none', async () => {
  const pace = new Pace(1000 / MILLISECONDS_BETWEEN);
  const startedAt: number[] = [];
  const before = Date.now();
  const all = await Promise.allSettled(
    Array.from({ length: 10 }, (_, index) =>
      pace.run(never, async () => {
        startedAt.push(Date.now());
        if (index === 3) throw new Error('the clinic is away');
      }),
    ),
  );
  expect(all.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  for (const [index, at] of startedAt.entries()) {
    // A timer may fire a millisecond early.
    expect(at - before).toBeGreaterThanOrEqual(index * MILLISECONDS_BETWEEN - 1);
  }
});

test('a request waits for the one before it, also where that takes longer than the rate asks for', async () => {
  const pace = new Pace(1000);
  let running = 0;
  let mostAtOnce = 0;
  const send = () =>
    pace.run(never, async () => {
      running += 1;
      mostAtOnce = Math.max(mostAtOnce, running);
      await delay(20);
      running -= 1;
    });
  await Promise.all([send(), send(), send()]);
  expect(mostAtOnce).toBe(1);
});

test('who gives up while it waits for its turn is told before that comes, and those behind it go on', async () => {
  const pace = new Pace(1);
  await pace.run(never, async () => undefined);
  const impatient = new AbortController();
  const settled: string[] = [];
  const given = pace.run(impatient.signal, async () => 'sent').catch(() => settled.push('told'));
  const next = pace.run(never, async () => settled.push('the next'));
  // By then it waits for the rate.
  await new Promise(setImmediate);
  impatient.abort();
  await Promise.all([given, next]);
  expect(settled).toEqual(['told', 'the next']);
});
