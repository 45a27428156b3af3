import { setTimeout as delay } from 'node:timers/promises';

/** Waits until the look-up gives something. Fails after the limit, saying what was waited for. */
export async function waitFor<Result>(
  what: string,
  look: () => Promise<Result | null | undefined | false>,
  limitMs = 60_000,
): Promise<Result> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`waited ${limitMs} ms in vain for: ${what}`);
    await delay(50);
  }
}
