import type { Child, ChildOptions } from '../../dev/processes/child';
import { describeExit } from '../../dev/processes/child';

const LIMIT_MILLISECONDS = 60_000;
const KEPT_CHARACTERS = 10_000;

/**
 * Starts a program and waits until it prints what shows that it is ready. What it prints later is kept
 * to its end, for the message should it end by itself.
 *
 * @throws Error with what it printed, when it ends first or takes longer than a minute.
 */
export async function untilPrinted(
  name: string,
  wanted: RegExp,
  start: (output: ChildOptions['output']) => Promise<Child>,
): Promise<{ child: Child; printed: string }> {
  let text = '';
  let show: (match: string) => void = () => undefined;
  const printed = new Promise<string>((resolve) => {
    show = resolve;
  });
  const receive = (part: string): void => {
    text = (text + part).slice(-KEPT_CHARACTERS);
    const match = wanted.exec(text)?.[0];
    if (match !== undefined) show(match);
  };
  const child = await start({ kind: 'received', onOutput: receive, onErrors: receive });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${name} was not ready in time:\n${text}`)),
      LIMIT_MILLISECONDS,
    );
  });
  const ended = child.exited.then((exit) => {
    throw new Error(`${name} ended with ${describeExit(exit)}:\n${text}`);
  });
  try {
    return { child, printed: await Promise.race([printed, late, ended]) };
  } catch (error) {
    await child.kill();
    throw error;
  } finally {
    clearTimeout(timer);
    ended.catch(() => undefined);
  }
}
