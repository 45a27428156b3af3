import { source } from 'axe-core';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { waitFor } from '../system/wait-for';

/** Has to run in a page, before anything of its own, for {@link graveFindings}. */
export const axeSource: string = source;

const findingsSchema = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      impact: z.string().nullish(),
      nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
    }),
  ),
});

/** Nothing moves or changes its colour any more, but for what never comes to rest. */
const AT_REST = `document.getAnimations().every(
  ({ playState, effect }) => playState !== 'running' || effect.getComputedTiming().endTime === Infinity)`;

/** What axe calls serious or critical on a page that is at rest, in sentences. */
export async function graveFindings(page: Page): Promise<string[]> {
  await waitFor('the page to be at rest', () => page.evaluate<boolean>(AT_REST));
  const found = findingsSchema.parse(await page.evaluate('axe.run({ resultTypes: ["violations"] })'));
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
}
