import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from '../processes/run';
import type { Source } from './sources';

/** Reads what a program says about its version; throws when it says too little or is too old. */
export type VersionCheck = (said: string) => void;

const VERSION_LIMIT_MILLISECONDS = 20_000;

/** Runs `path --version` and holds what it says against `check`. */
export async function verifyProgram(
  path: string,
  environment: NodeJS.ProcessEnv,
  check: VersionCheck,
): Promise<void> {
  check(await run({ command: path, args: ['--version'], environment, limit: VERSION_LIMIT_MILLISECONDS }));
}

/** Where a program is on `PATH`, if it is. */
export function whichProgram(name: string, environment: NodeJS.ProcessEnv): string | undefined {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  return (environment['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, file))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The program as `PATH` has it. */
export function fromPath(name: string, environment: NodeJS.ProcessEnv, check: VersionCheck): Source {
  return {
    name: 'PATH',
    find: async () => {
      const path = whichProgram(name, environment);
      if (path === undefined) {
        throw new Error(`no ${name} there`);
      }
      await verifyProgram(path, environment, check);
      return path;
    },
  };
}

/** The program as an earlier run left it in the cache folder. */
export function fromCache(path: string, environment: NodeJS.ProcessEnv, check: VersionCheck): Source {
  return {
    name: 'the cache folder',
    find: async () => {
      if (!isExecutable(path)) {
        throw new Error(`no ${path} yet`);
      }
      await verifyProgram(path, environment, check);
      return path;
    },
  };
}

/** Compares dotted versions by their numbers: "6.0.5" is at least "6.0". */
export function isAtLeast(version: string, minimum: string): boolean {
  const has = version.split('.').map(Number);
  for (const [place, needed] of minimum.split('.').map(Number).entries()) {
    const part = has[place] ?? 0;
    if (part !== needed) {
      return part > needed;
    }
  }
  return true;
}
