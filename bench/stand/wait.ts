import { setTimeout as delay } from 'node:timers/promises';

const POLL_MILLISECONDS = 100;

/** Waits until the look-up gives something. Throws after the limit, saying what was waited for. */
export async function waitFor<Result>(
  what: string,
  limitMilliseconds: number,
  look: () => Promise<Result | null>,
): Promise<Result> {
  const deadline = Date.now() + limitMilliseconds;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > deadline) throw new Error(`waited ${limitMilliseconds / 1000} s in vain for ${what}`);
    await delay(POLL_MILLISECONDS);
  }
}
