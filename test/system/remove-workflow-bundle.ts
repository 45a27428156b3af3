import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { testWorkflowBundle } from './workflow-bundle';

export default async function removeBundle(): Promise<void> {
  await rm(dirname(testWorkflowBundle().codePath), { recursive: true, force: true });
}
