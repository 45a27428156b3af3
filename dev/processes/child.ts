import { type SpawnOptions, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from '../errors';
import { forget, watch } from './watchdog';

/** How a child ended: exactly one of the two is set. */
export interface ChildExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A running child, which dies with this process however this process dies. */
export interface Child {
  pid: number;
  exited: Promise<ChildExit>;
  /** SIGTERM, then SIGKILL once `limit` milliseconds (10,000 unless told) have passed. */
  stop(limit?: number): Promise<void>;
  /** SIGKILL at once, for fault tests and for a second Ctrl-C. */
  kill(): Promise<void>;
}

/** Where a child's two output streams go. */
type ChildOutput =
  | { kind: 'file'; path: string }
  | { kind: 'received'; onOutput: (text: string) => void; onErrors: (text: string) => void }
  | { kind: 'terminal' };

export interface ChildOptions {
  command: string;
  args: readonly string[];
  /** The whole environment of the child: nothing is inherited unless it is here. */
  environment: NodeJS.ProcessEnv;
  output: ChildOutput;
  folder?: string;
}

const STOP_LIMIT_MILLISECONDS = 10_000;
const LOG_FILE_LIMIT_BYTES = 20_000_000;

/** Opens a log to append to; one that has grown too long is kept once, as `<path>.1`. */
function openLog(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_FILE_LIMIT_BYTES) {
    renameSync(path, `${path}.1`);
  }
  return openSync(path, 'a');
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // macOS answers EPERM, Linux ESRCH, for a group whose members have all ended.
    if (codeOf(error) !== 'ESRCH' && codeOf(error) !== 'EPERM') {
      throw error;
    }
  }
}

function spawnWith(options: ChildOptions) {
  // Detached, so that Ctrl-C at the terminal reaches the supervisor alone, which stops its children
  // in their order, and so that a child can be signalled together with what it started.
  const common: SpawnOptions = {
    cwd: options.folder,
    env: options.environment,
    detached: true,
  };
  const { output } = options;
  switch (output.kind) {
    case 'terminal':
      return spawn(options.command, options.args, { ...common, stdio: ['ignore', 'inherit', 'inherit'] });
    case 'file': {
      const file = openLog(output.path);
      try {
        return spawn(options.command, options.args, { ...common, stdio: ['ignore', file, file] });
      } finally {
        closeSync(file);
      }
    }
    case 'received': {
      const started = spawn(options.command, options.args, { ...common, stdio: ['ignore', 'pipe', 'pipe'] });
      started.stdout?.setEncoding('utf8').on('data', output.onOutput);
      started.stderr?.setEncoding('utf8').on('data', output.onErrors);
      return started;
    }
  }
}

/** Starts a program. Throws when it cannot be started at all (not found, not executable). */
export async function startChild(options: ChildOptions): Promise<Child> {
  const started = spawnWith(options);
  // `close` rather than `exit`: by then all it wrote has been received.
  const exited = new Promise<ChildExit>((resolve) => {
    started.once('close', (code, signal) => resolve({ code, signal }));
  });
  const { pid } = started;
  if (pid === undefined) {
    throw await new Promise<Error>((resolve) => started.once('error', resolve));
  }
  watch(pid);
  started.once('exit', () => {
    // What the child itself started may not outlive it either.
    signalGroup(pid, 'SIGKILL');
    forget(pid);
  });
  const kill = async (): Promise<void> => {
    signalGroup(pid, 'SIGKILL');
    await exited;
  };
  const stop = async (limit: number = STOP_LIMIT_MILLISECONDS): Promise<void> => {
    if (started.exitCode !== null || started.signalCode !== null) {
      await exited;
      return;
    }
    const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), limit);
    started.kill('SIGTERM');
    await exited;
    clearTimeout(timer);
  };
  return { pid, exited, stop, kill };
}

/** "code 1" or "SIGKILL", for sentences. */
export function describeExit(exit: ChildExit): string {
  return exit.signal ?? `code ${exit.code}`;
}
