import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { withDemoCabinet } from './cabinet/demo-cabinet';
import { cabinetPages } from './cabinet/pages';
import { messageOf } from './errors';
import { onEnding } from './processes/ending';

const FOLDER = join(__dirname, '..', 'docs', 'screens');
const PATIENCE_MILLISECONDS = 30_000;
const INTERRUPTED = 130;

/** Pixels. A longer page is shown as far as `most`. */
const SIZES = [
  { width: 1440, height: 900, most: 2_400 },
  { width: 390, height: 844, most: 3_600 },
] as const;

/** Of a drawer, which is scrolled by itself and hides most of the page, or of the page. */
const CONTENT_HEIGHT = `(document.querySelector('[role="dialog"]') ?? document.documentElement).scrollHeight`;

function log(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** As tall as what is in it within the limit, so that little is cut off and nothing is empty. */
async function stretch(page: Page, { width, height, most }: (typeof SIZES)[number]): Promise<void> {
  const tall = await page.evaluate<number>(CONTENT_HEIGHT);
  await page.setViewportSize({ width, height: Math.min(Math.max(tall, height), most) });
}

/** `npm run screens`: a picture of each page of the cabinet with the data of the demo, in docs/screens. */
async function main(): Promise<void> {
  let stop: () => Promise<void> = async () => undefined;
  onEnding({
    end: () => void stop().finally(() => process.exit(INTERRUPTED)),
    force: () => process.exit(INTERRUPTED),
  });
  let bytes = 0;
  const remember = (started: () => Promise<void>): void => {
    stop = started;
  };
  await withDemoCabinet(log, remember, async (cabinet) => {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    for (const cabinetPage of cabinetPages) {
      for (const size of SIZES) {
        const { width, height } = size;
        await cabinet.visit(cabinetPage, { viewport: { width, height } }, async (page, address) => {
          page.setDefaultTimeout(PATIENCE_MILLISECONDS);
          await page.goto(address);
          await cabinetPage.shown(page).waitFor();
          // What is drawn when the network is quiet is all there is, figures of charts too.
          await page.waitForLoadState('networkidle');
          await stretch(page, size);
          await page.waitForLoadState('networkidle');
          const path = join(FOLDER, `${cabinetPage.slug}-${width}.png`);
          await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
          bytes += statSync(path).size;
          log(`  ${cabinetPage.slug}-${width}.png`);
        });
      }
    }
  });
  log(`${cabinetPages.length * SIZES.length} pictures, ${(bytes / 1_000_000).toFixed(1)} MB, in ${FOLDER}`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
