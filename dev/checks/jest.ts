import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Child, startChild } from '../processes/child';
import type { Tally } from './tally';

const reportSchema = z.object({
  numPassedTests: z.number().int(),
  numFailedTests: z.number().int(),
  numPendingTests: z.number().int(),
  numTodoTests: z.number().int(),
  /** Files that could not be run at all, whose tests are in none of the other numbers. */
  numRuntimeErrorTestSuites: z.number().int(),
  /** False also for what no number shows, such as an obsolete snapshot in CI. */
  success: z.boolean(),
});

/** Reads what jest wrote with `--json`; whatever made it unhappy counts as at least one failure. */
export function tallyOfReport(text: string): Tally {
  const report = reportSchema.parse(JSON.parse(text));
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  const ran = report.numPassedTests + failed > 0;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && (!report.success || !ran) ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

export interface JestRun {
  child: Child;
  /** Throws when jest ended without a report. */
  tally: Promise<Tally>;
}

/** Starts jest at the terminal; `scratch` is a folder for its report. */
export async function startJest(
  folder: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  scratch: string,
): Promise<JestRun> {
  const report = join(scratch, 'jest.json');
  const child = await startChild({
    command: process.execPath,
    args: [
      join(folder, 'node_modules', 'jest', 'bin', 'jest.js'),
      '--json',
      `--outputFile=${report}`,
      ...args,
    ],
    folder,
    environment,
    output: { kind: 'terminal' },
  });
  const tally = child.exited.then(() => tallyOfReport(readFileSync(report, 'utf8')));
  return { child, tally };
}
