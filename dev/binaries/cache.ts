import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { tryLock } from '../processes/lock';
import { type Log, withProgress } from '../progress';

const FETCH_PREFIX = 'fetching-';
const LOCK_POLL_MILLISECONDS = 500;

/** Where this user keeps what can be fetched again. `XDG_CACHE_HOME` is honoured everywhere. */
export function cacheFolder(
  environment: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): string {
  const chosen = environment['XDG_CACHE_HOME'];
  if (chosen !== undefined && chosen !== '') {
    return resolve(chosen, 'skvoz');
  }
  switch (platform) {
    case 'darwin':
      return join(homedir(), 'Library', 'Caches', 'skvoz');
    case 'win32':
      return join(environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'skvoz');
    default:
      return join(homedir(), '.cache', 'skvoz');
  }
}

export interface Fetch {
  folder: string;
  /** The name under which the program is kept. */
  name: string;
  /** Brings the program somewhere below a folder of its own, which is removed afterwards; gives its path. */
  bring: (temporaryFolder: string) => Promise<string>;
  /** Throws when the program at this path does not do what is needed of it. */
  verify: (path: string) => Promise<void>;
  log: Log;
}

/**
 * Fetches a program into the cache folder and gives its path there. It gets its name only once it
 * was seen to work, by a rename, so a fetch cut short leaves nothing that could be taken for the
 * program. Of several processes one fetches and the others wait for it.
 */
export async function fetchIntoCache({ folder, name, bring, verify, log }: Fetch): Promise<string> {
  const kept = join(folder, name);
  mkdirSync(folder, { recursive: true });
  const acquire = () => tryLock(join(folder, `${name}.lock`));
  let lock = acquire();
  if (lock === undefined) {
    const acquireWhenFree = async () => {
      for (;;) {
        await wait(LOCK_POLL_MILLISECONDS);
        const acquired = acquire();
        if (acquired !== undefined) {
          return acquired;
        }
      }
    };
    lock = await withProgress(log, `waiting for another process that fetches ${name}`, acquireWhenFree());
    if (existsSync(kept)) {
      lock.release();
      await verify(kept);
      return kept;
    }
  }
  const prefix = `${FETCH_PREFIX}${name}-`;
  try {
    for (const entry of readdirSync(folder)) {
      if (entry.startsWith(prefix)) {
        rmSync(join(folder, entry), { recursive: true, force: true });
      }
    }
    const temporaryFolder = mkdtempSync(join(folder, prefix));
    try {
      const brought = await bring(temporaryFolder);
      chmodSync(brought, 0o755);
      await verify(brought);
      renameSync(brought, kept);
      return kept;
    } finally {
      rmSync(temporaryFolder, { recursive: true, force: true });
    }
  } finally {
    lock.release();
  }
}
