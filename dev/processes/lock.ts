import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { codeOf } from '../errors';

/** Who holds a lock: the pid alone could since have been given to another process. */
const holderSchema = z.object({ pid: z.number().int(), startedAt: z.string() });
type Holder = z.infer<typeof holderSchema>;

/** A held lock. */
export interface Lock {
  release(): void;
}

/** When a process started, in the words of its system, or nothing when there is no such process. */
function startOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      // proc(5): the 22nd field of stat is the start time; the 2nd may itself contain spaces and ")".
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
      return fields?.[19];
    } catch (error) {
      if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ESRCH') {
        return undefined;
      }
      throw error;
    }
  }
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') {
      return undefined;
    }
  }
  return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
}

/** The pid that holds the lock, or nothing when nobody alive does. */
export function lockHolder(path: string): number | undefined {
  let holder: Holder;
  try {
    holder = holderSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return undefined;
    }
    // A file that is not a holder's was left by a process that died while writing it.
    if (error instanceof SyntaxError || error instanceof z.ZodError) {
      return undefined;
    }
    throw error;
  }
  return startOf(holder.pid) === holder.startedAt ? holder.pid : undefined;
}

/** Moves a dead holder's lock out of the way; of several that try, one moves it. */
function removeStale(path: string): void {
  const moved = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, moved);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return;
    }
    throw error;
  }
  try {
    if (lockHolder(moved) !== undefined) {
      // Somebody took the lock between the look and the move: it goes back.
      linkSync(moved, path);
    }
  } finally {
    rmSync(moved, { force: true });
  }
}

/** Takes the lock, or gives nothing when a living process holds it. A dead holder's lock is taken over. */
export function tryLock(path: string): Lock | undefined {
  mkdirSync(dirname(path), { recursive: true });
  const mine = `${path}.${process.pid}`;
  const holder: Holder = { pid: process.pid, startedAt: startOf(process.pid) ?? '' };
  writeFileSync(mine, JSON.stringify(holder));
  try {
    if (lockHolder(path) === undefined) {
      removeStale(path);
    }
    // A link appears whole or not at all, and fails when the name exists.
    linkSync(mine, path);
    return { release: () => rmSync(path, { force: true }) };
  } catch (error) {
    if (codeOf(error) === 'EEXIST') {
      return undefined;
    }
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}
