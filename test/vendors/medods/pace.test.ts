import { Pace } from '../../../src/vendors/medods/pace';

const MILLISECONDS_BETWEEN = 20;

test('requests start one at a time and no sooner than the rate allows, whoever sends them, and a failed one stops none', async () => {
  const pace = new Pace(1000 / MILLISECONDS_BETWEEN);
  const startedAt: number[] = [];
  let running = 0;
  let mostAtOnce = 0;
  const send = (index: number) =>
    pace.run(new AbortController().signal, async () => {
      startedAt.push(Date.now());
      running += 1;
      mostAtOnce = Math.max(mostAtOnce, running);
      await new Promise(setImmediate);
      running -= 1;
      if (index === 3) throw new Error('the clinic is away');
    });
  const all = await Promise.allSettled(Array.from({ length: 10 }, (_, index) => send(index)));
  expect(all.map(({ status }) => status).filter((status) => status === 'rejected')).toHaveLength(1);
  expect(mostAtOnce).toBe(1);
  const [first = 0] = startedAt;
  for (const [index, at] of startedAt.entries()) {
    // A timer may fire a millisecond early.
    expect(at - first).toBeGreaterThanOrEqual(index * MILLISECONDS_BETWEEN - 1);
  }
});

test('who gives up while it waits for its turn is told at once, and those behind it go on', async () => {
  const pace = new Pace(1);
  await pace.run(new AbortController().signal, async () => undefined);
  const impatient = new AbortController();
  const given = pace.run(impatient.signal, async () => 'sent');
  impatient.abort(new Error('gave up'));
  await expect(given).rejects.toThrow();
  expect(await pace.run(new AbortController().signal, async () => 'the next')).toBe('the next');
});
