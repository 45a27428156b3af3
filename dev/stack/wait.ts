import { setTimeout as wait } from 'node:timers/promises';
import { messageOf } from '../errors';
import { type ChildExit, describeExit } from '../processes/child';

const POLL_MILLISECONDS = 200;

export interface Awaited {
  /** What people call the program that is waited for. */
  name: string;
  exited: Promise<ChildExit>;
  /** Says what is still missing by throwing; returns once there is nothing. */
  probe: () => Promise<void>;
  /** Milliseconds to wait at most. */
  limit: number;
  /** Where its output is. */
  logFile: string;
}

/** Waits until a started program answers. Throws when it ends first or takes longer than the limit. */
export async function untilReady({ name, exited, probe, limit, logFile }: Awaited): Promise<void> {
  const deadline = Date.now() + limit;
  let ended: ChildExit | undefined;
  void exited.then((exit) => {
    ended = exit;
  });
  for (;;) {
    try {
      await probe();
      return;
    } catch (error) {
      if (ended !== undefined) {
        throw new Error(`${name} ended with ${describeExit(ended)} while it started; see ${logFile}`, {
          cause: error,
        });
      }
      if (Date.now() > deadline) {
        const missing = messageOf(error);
        throw new Error(`${name} was not ready after ${limit / 1_000} s (${missing}); see ${logFile}`, {
          cause: error,
        });
      }
    }
    await wait(POLL_MILLISECONDS);
  }
}

/** What a server needs of the environment; nothing of the product's, so no secret, is among it. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR };
}
