import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../dev/processes/run';
import { serverEnvironment } from '../../dev/stack/wait';

const REPOSITORY = join(__dirname, '..', '..');
const LIMIT_MILLISECONDS = 120_000;

/**
 * Compiles the product and the benchmarks the way `npm run build` does, into a folder of its own, so
 * that what is measured is what runs in production and no bundler is in its memory.
 *
 * @returns the folder that stands for the repository's.
 */
export async function build(folder: string): Promise<string> {
  const built = join(folder, 'built');
  const common = { folder: REPOSITORY, environment: serverEnvironment(), limit: LIMIT_MILLISECONDS };
  await run({
    ...common,
    command: process.execPath,
    args: [
      join(REPOSITORY, 'node_modules', 'typescript', 'bin', 'tsc'),
      ...['-p', REPOSITORY, '--noEmit', 'false', '--noCheck', '--rootDir', REPOSITORY, '--outDir', built],
    ],
  });
  symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
  await run({
    ...common,
    command: process.execPath,
    args: [join(built, 'src', 'platform', 'build-workflow-bundle.js')],
  });
  return built;
}
