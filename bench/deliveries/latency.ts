import type { Cleanup } from '../stand/cleanup';
import { number, percentile, seconds, verdict } from '../stand/figures';
import { runLoadProcess } from '../stand/load-process';
import type { LocalStack } from '../stand/local-stack';
import type { ConnectedSalon } from '../stand/salon';
import { coresDuring } from './cpu';
import { connectSalons, drained, hooksOf } from './salons';
import { Visibility } from './visibility';

const FIRST_RECORD_ID = 100_000_000_000;
const WARM_UP_RECORD_ID = 300_000_000_000;
const WARM_UP_SECONDS = 10;
/** Asking for each would be a load of its own. No divisor of the number of salons, so that all have their turn. */
const WATCH_EVERY = 3;
const SALONS = 20;
const EVENTS_PER_SECOND = 50;
const GOAL_P50_MILLISECONDS = 1_000;
const GOAL_P99_MILLISECONDS = 3_000;
/** A second to each of the others. */
const QUIET_EVENTS_PER_SECOND = 1;
const TIMES_BUSIER = 100;
const GOAL_RATIO = 2;

/** Measures from the answer to a delivery until its deal is there over the API, asked for ten times a second. */
export async function measureLatency(
  cleanup: Cleanup,
  built: string,
  stack: LocalStack,
  duration: number,
): Promise<void> {
  console.log(
    `\nFrom 200 to the deal over the API: ${EVENTS_PER_SECOND} events a second over ${SALONS} salons for ${duration} s, every ${WATCH_EVERY}rd watched`,
  );
  const salons = await connectSalons(stack, SALONS);
  const load = {
    salons,
    ratePerSecond: EVENTS_PER_SECOND,
    seconds: duration,
    firstRecordId: FIRST_RECORD_ID,
    watchEvery: WATCH_EVERY,
  };
  await warmUp(cleanup, built, load);
  const { result: measured, cores } = await coresDuring(stack, () =>
    latenciesUnder(cleanup, built, stack, load),
  );
  const [p50, p99] = [percentile(measured, 0.5), percentile(measured, 0.99)];
  console.log(`  ${describe(measured)}`);
  console.log(`  ${cores}`);
  console.log(
    `  ${verdict(p50 < GOAL_P50_MILLISECONDS, 'p50 below 1 s')}; ${verdict(p99 < GOAL_P99_MILLISECONDS, 'p99 below 3 s')}`,
  );
}

/** Measures the same of quiet salons, alone and beside one that sends a hundred times as much. */
export async function measureNeighbour(
  cleanup: Cleanup,
  built: string,
  stack: LocalStack,
  duration: number,
): Promise<void> {
  console.log(
    `\nFrom 200 to the deal over the API: ${SALONS - 1} salons with ${QUIET_EVENTS_PER_SECOND} event a second each for ${duration} s, alone and beside one with ${QUIET_EVENTS_PER_SECOND * TIMES_BUSIER}`,
  );
  const [busy, ...quiet] = await connectSalons(stack, SALONS);
  if (busy === undefined) throw new RangeError('There is no salon.');
  const quietLoad = {
    salons: quiet,
    ratePerSecond: quiet.length * QUIET_EVENTS_PER_SECOND,
    seconds: duration,
    watchEvery: 1,
  };
  await warmUp(cleanup, built, quietLoad);
  const alone = await latenciesUnder(cleanup, built, stack, {
    ...quietLoad,
    firstRecordId: FIRST_RECORD_ID,
  });
  console.log(`  alone: ${describe(alone)}`);
  await drained(stack);
  const ratePerSecond = QUIET_EVENTS_PER_SECOND * TIMES_BUSIER;
  const [beside, busyResult] = await Promise.all([
    latenciesUnder(cleanup, built, stack, { ...quietLoad, firstRecordId: 2 * FIRST_RECORD_ID }),
    runLoadProcess(cleanup, built, {
      hooks: hooksOf([busy]),
      events: ratePerSecond * duration,
      ratePerSecond,
      seconds: duration,
    }),
  ]);
  console.log(`  beside ${number(busyResult.acknowledged)} deliveries of the busy one: ${describe(beside)}`);
  const ratio = percentile(beside, 0.99) / percentile(alone, 0.99);
  console.log(
    `  p99 beside it to p99 alone: ${number(ratio, 2)}; ${verdict(ratio <= GOAL_RATIO, `at most ${GOAL_RATIO}`)}`,
  );
}

interface WatchedLoad {
  readonly salons: readonly ConnectedSalon[];
  readonly ratePerSecond: number;
  readonly seconds: number;
  readonly firstRecordId: number;
  readonly watchEvery: number;
}

/** The workflows are started and the processes have met such a load before it is measured. */
async function warmUp(
  cleanup: Cleanup,
  built: string,
  { salons, ratePerSecond }: Pick<WatchedLoad, 'salons' | 'ratePerSecond'>,
): Promise<void> {
  await runLoadProcess(cleanup, built, {
    hooks: hooksOf(salons),
    events: Math.round(ratePerSecond * WARM_UP_SECONDS),
    firstRecordId: WARM_UP_RECORD_ID,
    ratePerSecond,
    seconds: WARM_UP_SECONDS,
  });
}

/** Milliseconds from answer to deal, of every delivery that is watched. */
async function latenciesUnder(
  cleanup: Cleanup,
  built: string,
  { api }: LocalStack,
  { salons, ratePerSecond, seconds: duration, firstRecordId, watchEvery }: WatchedLoad,
): Promise<number[]> {
  const visibility = new Visibility(api);
  await runLoadProcess(
    cleanup,
    built,
    {
      hooks: hooksOf(salons),
      events: Math.round(ratePerSecond * duration),
      firstRecordId,
      ratePerSecond,
      seconds: duration,
    },
    ({ recordId, acknowledgedAt }) => {
      const event = recordId - firstRecordId;
      const salon = salons[event % salons.length];
      if (salon !== undefined && event % watchEvery === 0)
        visibility.watch(salon.key, recordId, acknowledgedAt);
    },
  );
  return visibility.settled();
}

function describe(measured: readonly number[]): string {
  const at = (share: number) => seconds(percentile(measured, share), 2);
  return `${number(measured.length)} watched deliveries became visible, p50 ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)}, at most ${at(1)}`;
}
