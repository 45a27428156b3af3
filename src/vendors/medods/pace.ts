import { setTimeout as delay } from 'node:timers/promises';

/**
 * Lets requests to one clinic through one at a time and at most `perSecond`, evenly, whoever sends them:
 * a pull and a check of the credentials share it. 0 means without a limit of rate.
 */
export class Pace {
  private last: Promise<unknown> = Promise.resolve();
  private nextAt = 0;

  constructor(private readonly perSecond: number) {}

  /** Runs the request when it is its turn. Rejects at once when the signal aborts while it waits. */
  async run<Result>(signal: AbortSignal, request: () => Promise<Result>): Promise<Result> {
    const turn = this.last.then(async () => {
      await this.waitForRate(signal);
      return request();
    });
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async waitForRate(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.perSecond === 0) return;
    const now = Date.now();
    const wait = Math.max(0, this.nextAt - now);
    if (wait > 0) await delay(wait, undefined, { signal });
    this.nextAt = Math.max(now, this.nextAt) + 1000 / this.perSecond;
  }
}
