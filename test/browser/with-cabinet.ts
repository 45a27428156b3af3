import { type Cabinet, startCabinet } from '../system/cabinet';
import { startBrowser, type TestBrowser } from './browser';

/**
 * Gives the tests of a file a cabinet of their own and a browser that looks at it, before what else the file
 * prepares. Both end after the last test, also where only one of them has started.
 */
export function withCabinet(
  take: (started: { readonly cabinet: Cabinet; readonly browser: TestBrowser }) => void,
  options?: Parameters<typeof startCabinet>[0],
): void {
  let cabinet: Cabinet | undefined;
  let browser: TestBrowser | undefined;
  beforeAll(async () => {
    cabinet = await startCabinet(options);
    browser = await startBrowser(cabinet.api.origin);
    take({ cabinet, browser });
  });
  afterAll(async () => {
    await browser?.stop();
    await cabinet?.stop();
  });
}
