import { messageOf } from '../errors';
import { type Child, describeExit, startChild } from './child';

export interface RunOptions {
  command: string;
  args: readonly string[];
  environment: NodeJS.ProcessEnv;
  folder?: string;
  /** Milliseconds after which the program is killed and the run has failed. */
  limit: number;
  /** Receives the running program, for whoever has to end it sooner. */
  onStart?: (child: Child) => void;
}

/** A program that was run to its end did not end well; the message ends with what it last wrote. */
class RunFailed extends Error {
  override readonly name = 'RunFailed';
}

const TAIL_LINES = 15;

/** The last lines of an output, for an error message. */
function tail(text: string, lines: number = TAIL_LINES): string {
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}

/**
 * Runs a program to its end and gives what it wrote on standard output.
 * @throws {RunFailed} when it cannot be started, ends with another code than 0, or exceeds the limit
 */
export async function run(options: RunOptions): Promise<string> {
  let output = '';
  let everything = '';
  const child = await startChild({
    command: options.command,
    args: options.args,
    environment: options.environment,
    ...(options.folder === undefined ? {} : { folder: options.folder }),
    output: {
      kind: 'received',
      onOutput: (text) => {
        output += text;
        everything += text;
      },
      onErrors: (text) => {
        everything += text;
      },
    },
  }).catch((error: unknown) => {
    throw new RunFailed(`${options.command} could not be started: ${messageOf(error)}`, { cause: error });
  });
  options.onStart?.(child);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    void child.kill();
  }, options.limit);
  const exit = await child.exited;
  clearTimeout(timer);
  const said = everything.trim() === '' ? '' : `\n${tail(everything)}`;
  if (late) {
    throw new RunFailed(`${options.command} did not finish within ${options.limit / 1_000} s${said}`);
  }
  if (exit.code !== 0) {
    throw new RunFailed(`${options.command} ended with ${describeExit(exit)}${said}`);
  }
  return output;
}
