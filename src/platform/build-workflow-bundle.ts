import { writeFile } from 'node:fs/promises';
import { createLogger } from './log';
import { builtWorkflowBundle, bundleWorkflows } from './workflow-bundle';

/** Part of `npm run build`: bundles the compiled workflows beside the compiled worker. */
async function main(): Promise<void> {
  const log = createLogger({ level: 'warn', pretty: false, name: 'build' });
  const { code } = await bundleWorkflows(log);
  await writeFile(builtWorkflowBundle, code);
}

void main();
