import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { LocalStack } from '../stand/local-stack';
import { waitFor } from '../stand/wait';
import type { KilledPart } from './kill-plan';

/** A part may have to wait for another that is dead as well. */
const BACK_LIMIT_MILLISECONDS = 120_000;
const PROBE_LIMIT_MILLISECONDS = 1_000;

/** One part that was killed. */
export interface Kill {
  readonly part: KilledPart;
  /** Deliveries that waited to be applied just before; null when the database could not say. */
  readonly pending: number | null;
  /** Until it served again. */
  readonly awayMilliseconds: number;
}

/**
 * Kills one part at each of these moments, each time after the supervisor has brought it back, so that
 * every kill meets a part that works. A moment that has passed meanwhile is made up for at once.
 *
 * @param moments milliseconds from now, ascending.
 */
export async function killAtMoments(
  stack: LocalStack,
  part: KilledPart,
  moments: readonly number[],
): Promise<Kill[]> {
  const startedAt = performance.now();
  const kills: Kill[] = [];
  for (const moment of moments) {
    await delay(Math.max(0, startedAt + moment - performance.now()));
    kills.push(await killOnce(stack, part));
  }
  return kills;
}

async function killOnce(stack: LocalStack, part: KilledPart): Promise<Kill> {
  const pending = await pendingNow(stack);
  const pid = stack.supervisor.pidOf(part);
  const startsBefore = workerStarts(stack);
  const killedAt = performance.now();
  process.kill(-pid, 'SIGKILL');
  await waitFor(`${part} to be back`, BACK_LIMIT_MILLISECONDS, async () => {
    if (stack.supervisor.pidOf(part) === pid) return null;
    return (await serves(stack, part, startsBefore)) ? true : null;
  });
  return { part, pending, awayMilliseconds: performance.now() - killedAt };
}

async function serves(stack: LocalStack, part: KilledPart, startsBefore: number): Promise<boolean> {
  switch (part) {
    case 'API':
      return answers(`${stack.api.origin}/healthz`);
    case 'worker':
      return workerStarts(stack) > startsBefore;
    case 'MongoDB':
    case 'Temporal':
      // The supervisor knows its new process only when it has answered.
      return true;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(PROBE_LIMIT_MILLISECONDS) })).ok;
  } catch {
    // Nobody listens yet.
    return false;
  }
}

/** A worker listens on no port of its own; it says in its log that it is ready. */
function workerStarts({ logFolder }: LocalStack): number {
  return readFileSync(join(logFolder, 'worker.log'), 'utf8').split('the worker is ready').length - 1;
}

async function pendingNow({ db }: LocalStack): Promise<number | null> {
  try {
    return await db
      .collection('inbox')
      .countDocuments({ pending: true }, { timeoutMS: PROBE_LIMIT_MILLISECONDS });
  } catch {
    // MongoDB is one of those that are killed.
    return null;
  }
}
