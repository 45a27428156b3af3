import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Writable } from 'node:stream';

/**
 * The supervisor's side of `watchdog-main.mjs`: one watchdog for all the children of this process,
 * started with the first and ended with the last, so it never keeps this process alive.
 */
const watched = new Set<number>();
let watchdog: ChildProcessByStdio<Writable, null, null> | undefined;

function startWatchdog(): ChildProcessByStdio<Writable, null, null> {
  // Detached: Ctrl-C reaches the whole foreground group, and the watchdog has to outlive it.
  const started = spawn(process.execPath, [join(__dirname, 'watchdog-main.mjs')], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  started.unref();
  // A write that finds the pipe closed is answered by the replacement below.
  started.stdin.on('error', () => undefined);
  started.once('exit', () => {
    if (watchdog !== started) {
      return;
    }
    watchdog = undefined;
    for (const pid of watched) {
      tell(`watch ${pid}`);
    }
  });
  return started;
}

function tell(line: string): void {
  watchdog ??= startWatchdog();
  watchdog.stdin.write(`${line}\n`);
}

/** Ends the process group led by `pid` should this process die before `forget`. */
export function watch(pid: number): void {
  watched.add(pid);
  tell(`watch ${pid}`);
}

/** The group led by `pid` is gone or is no longer ours to end. */
export function forget(pid: number): void {
  watched.delete(pid);
  tell(`forget ${pid}`);
  if (watched.size === 0 && watchdog !== undefined) {
    const last = watchdog;
    watchdog = undefined;
    last.stdin.end();
  }
}
