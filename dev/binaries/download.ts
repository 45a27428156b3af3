import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Child } from '../processes/child';
import { run } from '../processes/run';
import { type Log, withProgress } from '../progress';

/** How long nothing may arrive before a download is given up: without a network nothing ever does. */
const STALL_MILLISECONDS = 20_000;
const DOWNLOAD_LIMIT_MILLISECONDS = 900_000;
const POLL_MILLISECONDS = 1_000;

function folderSize(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    // A file may be renamed between the listing and the look.
    bytes += statSync(join(folder, entry), { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}

export interface Download {
  /** A script beside this file that downloads into the folder given to it and prints the program's path last. */
  script: string;
  what: string;
  folder: string;
  environment: NodeJS.ProcessEnv;
  log: Log;
}

/**
 * Runs a download in a process of its own, for neither of the official downloaders can be told to
 * stop, and ends it once nothing arrives any more. Gives the path of the program.
 */
export async function download({ script, what, folder, environment, log }: Download): Promise<string> {
  let child: Child | undefined;
  let arrived = 0;
  let lastArrival = Date.now();
  const watchArrivals = setInterval(() => {
    const size = folderSize(folder);
    if (size !== arrived) {
      arrived = size;
      lastArrival = Date.now();
    } else if (Date.now() - lastArrival > STALL_MILLISECONDS) {
      stalled = true;
      void child?.kill();
    }
  }, POLL_MILLISECONDS);
  let stalled = false;
  try {
    const output = await withProgress(
      log,
      what,
      run({
        command: process.execPath,
        args: ['--import', 'tsx', join(__dirname, script), folder],
        environment,
        folder: join(__dirname, '..', '..'),
        limit: DOWNLOAD_LIMIT_MILLISECONDS,
        onStart: (started) => {
          child = started;
        },
      }),
      () => `${(arrived / 1_000_000).toFixed(0)} MB`,
    );
    return output.trim().split('\n').at(-1) ?? '';
  } catch (error) {
    if (stalled) {
      throw new Error(`nothing arrived for ${STALL_MILLISECONDS / 1_000} s`, { cause: error });
    }
    throw error;
  } finally {
    clearInterval(watchArrivals);
  }
}
