import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { CABINET_FOLDER } from '../../src/api/cabinet';

/** The JavaScript that a page needs, file by file. */
export interface PageScripts {
  /** Name of a file in the build, and its size in bytes as gzip packs it best. */
  readonly gzipped: ReadonlyMap<string, number>;
  /** What came over the wire, headers too, packed as server and browser agreed. Bytes. */
  readonly wire: number;
}

/** Watches what a page fetches from now on; the answer is of the moment it is asked for. */
export async function watchScripts(page: Page): Promise<() => PageScripts> {
  const session = await page.context().newCDPSession(page);
  const names = new Map<string, string>();
  const gzipped = new Map<string, number>();
  let wire = 0;
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type !== 'Script') return;
    const name = new URL(response.url).pathname.slice(1);
    names.set(requestId, name);
    gzipped.set(name, gzippedSize(name));
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (names.has(requestId)) wire += encodedDataLength;
  });
  await session.send('Network.enable');
  return () => ({ gzipped: new Map(gzipped), wire });
}

/** The build packs its larger files itself. */
function gzippedSize(name: string): number {
  const packed = statSync(join(CABINET_FOLDER, `${name}.gz`), { throwIfNoEntry: false });
  return packed?.size ?? gzipSync(readFileSync(join(CABINET_FOLDER, name))).length;
}
