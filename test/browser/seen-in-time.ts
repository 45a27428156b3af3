import type { Locator, Page } from 'playwright-core';
import { waitFor } from '../system/wait-for';

/** Longer than any page lets what it shows grow old. */
const A_WHILE_MS = 30_000;

/** Lets time pass in a page whose clock is installed, where nothing is reloaded, until it shows this. */
export async function seenInTime(page: Page, what: string, shown: Locator): Promise<void> {
  await waitFor(what, async () => {
    await page.clock.fastForward(A_WHILE_MS);
    return shown.isVisible();
  });
}
