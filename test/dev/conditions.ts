import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const POLL_MILLISECONDS = 50;
const LIMIT_MILLISECONDS = 20_000;

/** Waits until something holds; throws, naming it, when it does not within 20 s. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  const deadline = Date.now() + LIMIT_MILLISECONDS;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${LIMIT_MILLISECONDS / 1_000} s`);
    await wait(POLL_MILLISECONDS);
  }
}

/** Whether a process runs. One that has ended but that nobody has asked about (a zombie) does not. */
export function isRunning(pid: number): boolean {
  try {
    const state = execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return state !== '' && !state.startsWith('Z');
  } catch {
    // ps ends with 1 when there is no such process.
    return false;
  }
}

/** Runs a test with a folder of its own, which goes away with it. */
export async function inFolder(use: (folder: string) => Promise<void> | void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'skvoz-dev-'));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
