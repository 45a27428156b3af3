import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { messageOf } from '../errors';

/**
 * Has the SDK download the Temporal CLI into the folder given as argument. The SDK has no way to
 * download without starting, so the server is started once and ended; the file it leaves is the CLI.
 */
async function main(folder: string): Promise<void> {
  // While it is being downloaded its name ends with ".downloading".
  const downloaded = () =>
    readdirSync(folder).find((name) => /^temporal-sdk-typescript-[\d.]+(\.exe)?$/.test(name));
  try {
    const environment = await TestWorkflowEnvironment.createLocal({
      server: { executable: { type: 'cached-download', downloadDir: folder } },
    });
    await environment.teardown();
  } catch (error) {
    // A slow machine may not start the server within the SDK's 5 s; what was downloaded is whole all the same.
    if (downloaded() === undefined) {
      throw error;
    }
  }
  process.stdout.write(`${join(folder, downloaded() ?? '')}\n`);
}

const [, , folder] = process.argv;
if (folder === undefined) {
  throw new Error('Usage: download-temporal.ts <folder>');
}
main(folder).catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
