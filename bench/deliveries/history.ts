import { setTimeout as delay } from 'node:timers/promises';
import { workflowIds } from '../../src/domain/names';
import type { Cleanup } from '../stand/cleanup';
import { number, verdict } from '../stand/figures';
import { runLoadProcess } from '../stand/load-process';
import type { LocalStack } from '../stand/local-stack';
import type { ConnectedSalon } from '../stand/salon';
import { waitFor } from '../stand/wait';
import { connectSalons, drained, hooksOf } from './salons';

const EVENTS = 1_000;
const SECONDS = 10;
const GOAL = 80;
const QUIET_LIMIT_MILLISECONDS = 60_000;
const QUIET_MILLISECONDS = 1_000;

/** Counts what a busy ten seconds of one salon leave in the history of its workflow. */
export async function measureHistory(cleanup: Cleanup, built: string, stack: LocalStack): Promise<void> {
  console.log(`\n${number(EVENTS)} events to one tenant in ${SECONDS} seconds`);
  const [salon] = await connectSalons(stack, 1);
  if (salon === undefined) throw new RangeError('There is no salon.');
  const before = await quietHistory(stack, salon);
  const { acknowledged } = await runLoadProcess(cleanup, built, {
    hooks: hooksOf([salon]),
    events: EVENTS,
    ratePerSecond: EVENTS / SECONDS,
  });
  await drained(stack);
  const added = (await quietHistory(stack, salon)) - before;
  console.log(
    `  ${number(acknowledged)} accepted; ${added} events of history in all; ${verdict(added <= GOAL, `at most ${GOAL}`)}`,
  );
}

/** The number of events once nothing is under way and nothing more is added. */
async function quietHistory({ temporal, storage }: LocalStack, { key }: ConnectedSalon): Promise<number> {
  const handle = temporal.workflow.getHandle(workflowIds.integration(key));
  return waitFor('the workflow to be quiet', QUIET_LIMIT_MILLISECONDS, async () => {
    const { historyLength, raw } = await handle.describe();
    if ((raw.pendingActivities ?? []).length > 0 || raw.pendingWorkflowTask != null) return null;
    if ((await storage.integrations.get(key))?.wake !== false) return null;
    await delay(QUIET_MILLISECONDS);
    return (await handle.describe()).historyLength === historyLength ? historyLength : null;
  });
}
