import { ProfsalonControl } from '../../dev/simulators/profsalon/control-client';
import type { Cleanup } from '../stand/cleanup';
import { type LocalStack, type LocalStackOptions, startLocalStack } from '../stand/local-stack';
import { type ConnectedSalon, connectSalon } from '../stand/salon';
import { startSimulatorProcess } from '../stand/simulator-process';
import { waitFor } from '../stand/wait';
import { expectationsOf } from './expectation';
import { Flow, type FlowOptions } from './flow';
import { type KillCounts, killedParts, planKills } from './kill-plan';
import { type Kill, killAtMoments } from './killer';
import { readStoredSalon } from './stored-salon';
import { judgeSalon, type Verdict } from './verdict';

/** A workflow that nobody told of deliveries learns of them by the sweep, a minute or two later. */
const DRAIN_LIMIT_MILLISECONDS = 10 * 60_000;
/** A part that needs another one dies again and again until that one is back. */
const RESTARTS = 1_000;
const FIRST_SALON_ID = 7001;

export interface FaultRunOptions extends FlowOptions {
  readonly salons: number;
  readonly kills: KillCounts;
  /** What Node.js is given to run the ProfSalon simulator. */
  readonly simulator: readonly string[];
  readonly stack: Pick<LocalStackOptions, 'environment' | 'programs'>;
}

export interface FaultReport extends Verdict {
  readonly kills: readonly Kill[];
  /** Things that happened. */
  readonly events: number;
  /** Posts that were answered 2xx, repeats included. */
  readonly acknowledgedPosts: number;
  /** Tries that were answered 5xx or not at all. */
  readonly unclearPosts: number;
  readonly observations: number;
  readonly deals: number;
  readonly leads: number;
  /** From the first event until every post was answered and every part was back. */
  readonly flowMilliseconds: number;
  /** From then until nothing was pending. */
  readonly drainMilliseconds: number;
}

/**
 * Runs the whole system as processes while salons live and parts are killed, and compares what is there
 * in the end with what the salons' journals tell.
 */
export async function runFaults(cleanup: Cleanup, options: FaultRunOptions): Promise<FaultReport> {
  const { seed, kills, events, eventsPerSecond } = options;
  const origin = await startSimulatorProcess(cleanup, options.simulator, {});
  const stack = await startLocalStack(cleanup, { ...options.stack, restarts: RESTARTS });
  const salons: ConnectedSalon[] = [];
  for (let number = 0; number < options.salons; number += 1) {
    salons.push(await connectSalon(stack.api, `salon-${number + 1}`, FIRST_SALON_ID + number));
  }
  const flow = new Flow(new ProfsalonControl(origin), salons, options);
  await flow.prepare();

  const plan = planKills(seed, kills, (events / eventsPerSecond) * 1000);
  const startedAt = performance.now();
  const [killed] = await Promise.all([
    Promise.all(killedParts.map((part) => killAtMoments(stack, part, plan[part]))),
    flow.run(),
  ]);
  const endedAt = performance.now();
  await waitFor('all deliveries to be applied', DRAIN_LIMIT_MILLISECONDS, async () =>
    (await isDrained(stack)) ? true : null,
  );
  const drainedAt = performance.now();

  return {
    kills: killed.flat(),
    ...(await judgeAll(stack, flow)),
    flowMilliseconds: endedAt - startedAt,
    drainMilliseconds: drainedAt - endedAt,
  };
}

async function isDrained({ db }: LocalStack): Promise<boolean> {
  return (await db.collection('inbox').findOne({ pending: true }, { projection: { _id: 1 } })) === null;
}

type Judged = Omit<FaultReport, 'kills' | 'flowMilliseconds' | 'drainMilliseconds'>;

async function judgeAll(stack: LocalStack, flow: Flow): Promise<Judged> {
  const verdicts: Verdict[] = [];
  let [events, acknowledgedPosts, unclearPosts, observations, deals, leads] = [0, 0, 0, 0, 0, 0];
  for (const [{ key }, journal] of await flow.journals()) {
    const expectations = expectationsOf(journal);
    const stored = await readStoredSalon(stack, key);
    verdicts.push(judgeSalon(expectations, stored));
    events += journal.events.length;
    for (const expectation of expectations.values()) {
      acknowledgedPosts += expectation.acknowledgedPosts;
      unclearPosts += expectation.unclearPosts;
    }
    observations += stored.observations.length;
    deals += stored.deals.length;
    leads += stored.leads.length;
  }
  return {
    missing: verdicts.flatMap(({ missing }) => missing),
    twice: verdicts.flatMap(({ twice }) => twice),
    wrong: verdicts.flatMap(({ wrong }) => wrong),
    events,
    acknowledgedPosts,
    unclearPosts,
    observations,
    deals,
    leads,
  };
}
