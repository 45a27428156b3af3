import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../processes/run';
import { activitiesInWorkflows } from './value-imports';

/** One thing that holds of the whole tree. Throws, with all there is to say, when it does not. */
export interface Check {
  name: string;
  verify(folder: string): Promise<void>;
}

const LIMIT_MILLISECONDS = 600_000;
const SOURCE_FOLDERS = ['src', 'dev', 'test', 'bench'];

/** Runs an installed package's command in a folder; throws when it complains. */
function command(name: string, args: readonly string[], folder: string): Promise<string> {
  return run({
    command: join(__dirname, '..', '..', 'node_modules', '.bin', name),
    args,
    folder,
    environment: process.env,
    limit: LIMIT_MILLISECONDS,
  });
}

/** The arrows of `.dependency-cruiser.cjs`, and workflows that know of activities only their types. */
async function verifyBoundaries(folder: string): Promise<void> {
  const folders = SOURCE_FOLDERS.filter((name) => existsSync(join(folder, name)));
  await command('depcruise', ['--config', '.dependency-cruiser.cjs', ...folders], folder);
  const sentences = activitiesInWorkflows(join(folder, 'src'));
  if (sentences.length > 0) {
    throw new Error(sentences.join('\n'));
  }
}

export const boundaries: Check = { name: 'boundaries', verify: verifyBoundaries };

/** What holds of the tree besides its tests. */
export const CHECKS: readonly Check[] = [
  { name: 'types', verify: async (folder) => void (await command('tsc', ['-p', '.'], folder)) },
  { name: 'lint', verify: async (folder) => void (await command('biome', ['check', '.'], folder)) },
  boundaries,
  { name: 'dead code', verify: async (folder) => void (await command('knip', [], folder)) },
];
