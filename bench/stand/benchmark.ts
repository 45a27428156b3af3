import { messageOf } from '../../dev/errors';
import { onEnding } from '../../dev/processes/ending';
import { Cleanup } from './cleanup';
import { seconds } from './figures';

const NOTICE =
  'Numbers are of this machine and of this hour: compare those within one run with each other, not those of two runs.';

/**
 * Runs a benchmark within a time limit and leaves nothing behind, however it ends.
 *
 * @param measure adds to `cleanup` what it starts.
 */
export function runBenchmark(
  name: string,
  limitMinutes: number,
  measure: (cleanup: Cleanup, log: (line: string) => void) => Promise<void>,
): void {
  const cleanup = new Cleanup();
  let isEnding = false;
  const end = (code: number): void => {
    isEnding = true;
    cleanup.run().then(
      () => process.exit(code),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  const fail = (error: unknown): void => {
    // What is measured breaks off when its servers are taken away.
    if (isEnding) return;
    console.error(`${name} failed: ${messageOf(error)}`);
    end(1);
  };
  onEnding({ end: () => end(130), force: () => process.exit(130) });
  process.on('uncaughtException', fail);
  setTimeout(() => {
    fail(new Error(`it took longer than ${limitMinutes} minutes`));
  }, limitMinutes * 60_000).unref();
  const startedAt = Date.now();
  console.log(`${name}\n${NOTICE}`);
  measure(cleanup, (line) => console.log(`  ${line}`)).then(() => {
    console.log(`\nDone in ${seconds(Date.now() - startedAt)}.`);
    end(0);
  }, fail);
}
