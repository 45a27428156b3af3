import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { runLoad } from './load-run';

/**
 * Reads its options as JSON from the standard input, where no process list shows the hooks' secrets, and
 * prints the result as one line of JSON, after a line for each acknowledged event where these are wanted.
 */
async function main(): Promise<void> {
  const print = (line: unknown): void => console.log(JSON.stringify(line));
  print(await runLoad(await json(process.stdin), print));
}

main().catch((error: unknown) => {
  const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
  console.error(`No load was made. Correct this and start it again:\n${reason}`);
  process.exitCode = 1;
});
