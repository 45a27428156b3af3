import { setTimeout as wait } from 'node:timers/promises';
import { messageOf } from '../errors';
import type { Log } from '../progress';
import { type Child, describeExit } from './child';

export interface RestartOptions<T extends Child> {
  /** What people call it. */
  name: string;
  start: () => Promise<T>;
  log: Log;
  /** How many times it may die by itself before it is left dead; 5 unless told. */
  limit?: number;
  /** Milliseconds between a death and the next start; 1,000 unless told. */
  pause?: number;
}

/** A child that is started again after it dies by itself. */
export interface Kept<T extends Child> {
  current(): T;
  /** Settles, with a sentence, once it has died too often; never after `stop`. */
  gaveUp: Promise<string>;
  stop(limit?: number): Promise<void>;
  kill(): Promise<void>;
}

const RESTART_LIMIT = 5;
const RESTART_PAUSE_MILLISECONDS = 1_000;

/** Starts a child and keeps it running. Throws what `start` throws the first time. */
export async function keepRunning<T extends Child>(options: RestartOptions<T>): Promise<Kept<T>> {
  const { name, start, log } = options;
  const limit = options.limit ?? RESTART_LIMIT;
  const pause = options.pause ?? RESTART_PAUSE_MILLISECONDS;
  const stopping = new AbortController();
  let current = await start();

  const revive = async (): Promise<string | undefined> => {
    for (let deaths = 0; ; ) {
      const exit = await current.exited;
      if (stopping.signal.aborted) {
        return undefined;
      }
      let why = `ended with ${describeExit(exit)}`;
      for (;;) {
        deaths += 1;
        if (deaths > limit) {
          return `${name} ${why} and was restarted ${limit} times already`;
        }
        log(`${name} ${why}; restart ${deaths} of ${limit}`);
        await wait(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
        if (stopping.signal.aborted) {
          return undefined;
        }
        try {
          current = await start();
          if (stopping.signal.aborted) {
            await current.stop();
            return undefined;
          }
          break;
        } catch (error) {
          why = `could not be started (${messageOf(error)})`;
        }
      }
    }
  };
  const revived = revive();
  const end = async (how: (child: T) => Promise<void>): Promise<void> => {
    stopping.abort();
    await how(current);
    await revived;
  };
  return {
    current: () => current,
    gaveUp: new Promise((resolve, reject) => {
      revived.then((sentence) => {
        if (sentence !== undefined) {
          resolve(sentence);
        }
      }, reject);
    }),
    stop: (stopLimit) => end((child) => child.stop(stopLimit)),
    kill: () => end((child) => child.kill()),
  };
}
