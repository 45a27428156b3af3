import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './binaries/chromium';
import { ensureCabinet } from './cabinet/build';
import { CHECKS } from './checks/checks';
import { startJest } from './checks/jest';
import { sumTallies, type Tally, tallyLine } from './checks/tally';
import { messageOf } from './errors';
import { onEnding } from './processes/ending';
import { withProgress } from './progress';
import { startTestServers } from './stack/test-servers';

const FOLDER = join(__dirname, '..');
/** What a shell answers for a program that Ctrl-C ended. */
const INTERRUPTED = 130;
const PASSED: Tally = { passed: 1, failed: 0, skipped: 0 };
const FAILED: Tally = { passed: 0, failed: 1, skipped: 0 };

/** What has to be undone whichever way this process ends, latest first. */
const cleanups: Array<() => Promise<void>> = [];

function log(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function cleanUp(): Promise<void> {
  for (let undo = cleanups.pop(); undo !== undefined; undo = cleanups.pop()) {
    await undo();
  }
}

/** Runs the checks one after the other. */
async function runChecks(): Promise<Tally[]> {
  const tallies: Tally[] = [];
  for (const { name, verify } of CHECKS) {
    const startedAt = Date.now();
    const took = (): string => `${((Date.now() - startedAt) / 1_000).toFixed(1)} s`;
    try {
      await withProgress(log, name, verify(FOLDER));
      log(`ok      ${name} (${took()})`);
      tallies.push(PASSED);
    } catch (error) {
      log(`FAILED  ${name} (${took()})\n${messageOf(error)}\n`);
      tallies.push(FAILED);
    }
  }
  return tallies;
}

/** An environment in which a test can find no address but those made for tests. */
function withoutAddresses(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(
    ([name]) =>
      name !== 'MONGODB_URI' && !name.startsWith('TEMPORAL_') && !/^SKVOZ_(?!TEST_|CHROMIUM$)/.test(name),
  );
  return Object.fromEntries(kept);
}

/**
 * How the tests learn of the browser. Where there is none, those that need one fail with the sentence that
 * says what to install, and all others run.
 */
async function browserVariables(environment: NodeJS.ProcessEnv): Promise<Record<string, string>> {
  try {
    return {
      SKVOZ_TEST_CHROMIUM: environment['SKVOZ_TEST_CHROMIUM'] || (await findChromium(environment, log)),
    };
  } catch (error) {
    return { SKVOZ_TEST_CHROMIUM_MISSING: messageOf(error) };
  }
}

async function runJest(args: readonly string[]): Promise<Tally> {
  const scratch = mkdtempSync(join(tmpdir(), 'skvoz-test-'));
  cleanups.push(async () => rmSync(scratch, { recursive: true, force: true }));
  const environment = withoutAddresses(process.env);
  const browser = await browserVariables(environment);
  const servers = await startTestServers(environment, log);
  cleanups.push(servers.stop);
  const variables = { ...environment, ...browser, ...servers.variables };
  const { child, tally } = await startJest(FOLDER, args, variables, scratch);
  cleanups.push(child.stop);
  const early = servers.ended.then(async (sentence): Promise<Tally> => {
    await child.stop();
    throw new Error(sentence);
  });
  return await Promise.race([tally, early]);
}

/** `npm test [arguments for jest]`: every check, then every test, then one line with the sum. */
async function main(): Promise<void> {
  onEnding({
    end: () => void cleanUp().finally(() => process.exit(INTERRUPTED)),
    // Whatever is left then is ended by the watchdog.
    force: () => process.exit(INTERRUPTED),
  });
  const tallies = await runChecks();
  try {
    await ensureCabinet(log);
    tallies.push(await runJest(process.argv.slice(2)));
  } catch (error) {
    log(`FAILED  tests\n${messageOf(error)}\n`);
    tallies.push(FAILED);
  }
  await cleanUp();
  const sum = sumTallies(tallies);
  log(tallyLine(sum));
  process.exitCode = sum.failed === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
