import { setTimeout as delay } from 'node:timers/promises';
import { workflowIds } from '../../src/domain/names';
import type { Cleanup } from '../stand/cleanup';
import { number, seconds, verdict } from '../stand/figures';
import { runLoadProcess } from '../stand/load-process';
import type { LocalStack } from '../stand/local-stack';
import { waitFor } from '../stand/wait';
import { connectSalons, drained, hooksOf } from './salons';

/** The server's default is 4096, which a hook would reach after days: a drain adds about ten. */
export const EVENTS_BEFORE_CONTINUING = 40;

const FIRST_RECORD_ID = 100_000_000_000;
const BURSTS = 20;
const CONNECTIONS = 64;
/** Longer than a drain goes on looking, so that each burst begins a new one. */
const PAUSE_MILLISECONDS = 3_000;
const LISTED_LIMIT_MILLISECONDS = 30_000;

/** Sends many events to one tenant, across several executions of its workflow, and counts what arrived. */
export async function measureContinuing(
  cleanup: Cleanup,
  built: string,
  stack: LocalStack,
  events: number,
): Promise<void> {
  console.log(
    `\n${number(events)} events to one tenant in ${BURSTS} bursts, as fast as they are answered; the workflow continues as new after ${EVENTS_BEFORE_CONTINUING} events of history`,
  );
  const [salon] = await connectSalons(stack, 1);
  if (salon === undefined) throw new RangeError('There is no salon.');
  const burst = Math.ceil(events / BURSTS);
  const startedAt = performance.now();
  let acknowledged = 0;
  let sending = 0;
  for (let number = 0; number < BURSTS; number += 1) {
    const result = await runLoadProcess(cleanup, built, {
      hooks: hooksOf([salon]),
      events: burst,
      firstRecordId: FIRST_RECORD_ID + number * burst,
      connections: CONNECTIONS,
    });
    acknowledged += result.acknowledged;
    sending += result.seconds;
    await drained(stack);
    await delay(PAUSE_MILLISECONDS);
  }
  const took = performance.now() - startedAt - BURSTS * PAUSE_MILLISECONDS;
  const { tenantId } = salon.key;
  const deals = await stack.db.collection('deals').countDocuments({ tenantId });
  const observations = await stack.db.collection('observations').countDocuments({ tenantId });
  const executions = await executionsOf(stack, workflowIds.integration(salon.key));
  console.log(
    `  ${number(acknowledged)} accepted in ${seconds(sending * 1000)}, applied in ${seconds(took)} without the pauses; ${number(observations)} observations, ${number(deals)} deals; ${executions} executions`,
  );
  if (deals !== acknowledged || observations !== acknowledged) {
    throw new Error(`${deals} deals and ${observations} observations of ${acknowledged} deliveries`);
  }
  console.log(`  none lost, none twice; ${verdict(executions > 1, 'more than one execution')}`);
}

/** What is searched is written a moment after what it describes. */
async function executionsOf({ temporal }: LocalStack, workflowId: string): Promise<number> {
  const query = `WorkflowId = '${workflowId}'`;
  return waitFor('the executions to be listed', LISTED_LIMIT_MILLISECONDS, async () => {
    const { count } = await temporal.workflow.count(query);
    const { runId } = await temporal.workflow.getHandle(workflowId).describe();
    const running = await temporal.workflow.count(`${query} AND RunId = '${runId}'`);
    return running.count === 1 ? count : null;
  });
}
