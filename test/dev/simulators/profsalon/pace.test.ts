import { Pace } from '../../../../dev/simulators/profsalon/pace';

/** Takes every slot that is due; returns how many there were. */
function takeDue(pace: Pace, now: number): number {
  let taken = 0;
  while (pace.due <= now) {
    pace.take();
    taken += 1;
  }
  return taken;
}

test('late wake-ups do not add up: the rate of a long run is exact', () => {
  const pace = new Pace(300);
  pace.resume(0);
  let taken = 0;
  let now = 0;
  // Each wake-up is 0.7 ms later than it was asked for.
  while (now < 60_000) {
    taken += takeDue(pace, now);
    now = pace.due + 0.7;
  }
  expect(taken).toBe(60 * 300);
});

test('after a stall the missed slots are taken at once, and the next ones are where they were', () => {
  const pace = new Pace(10);
  pace.resume(0);
  expect(takeDue(pace, 0)).toBe(1);
  expect(takeDue(pace, 1_050)).toBe(10);
  expect(pace.due).toBe(1_100);
});

test('slots that nobody wanted are gone', () => {
  const pace = new Pace(10);
  pace.resume(0);
  expect(takeDue(pace, 0)).toBe(1);
  pace.resume(60_000);
  expect(takeDue(pace, 60_000)).toBe(1);
  expect(pace.due).toBe(60_100);
});
