import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '../../src/platform/log';
import { bundleWorkflows } from '../../src/platform/workflow-bundle';

const VARIABLE = 'SKVOZ_TEST_WORKFLOW_BUNDLE';

/** Bundles the workflows once for all test files; jest calls it before the first. */
export default async function bundleOnce(): Promise<void> {
  const log = createLogger({ level: 'warn', pretty: false, name: 'test' });
  const { code } = await bundleWorkflows(log);
  const path = join(await mkdtemp(join(tmpdir(), 'skvoz-workflows-')), 'workflow-bundle.js');
  await writeFile(path, code);
  process.env[VARIABLE] = path;
}

export function testWorkflowBundle(): { codePath: string } {
  const codePath = process.env[VARIABLE];
  if (codePath === undefined) throw new Error(`${VARIABLE} is not set: jest's global set-up did not run`);
  return { codePath };
}
