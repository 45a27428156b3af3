import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../processes/run';
import { foreignImportsOfCabinet } from './cabinet-imports';
import { textProblems } from './texts';
import { activitiesInWorkflows } from './value-imports';

/** One thing that holds of the whole tree. Throws, with all there is to say, when it does not. */
export interface Check {
  name: string;
  verify(folder: string): Promise<void>;
}

const LIMIT_MILLISECONDS = 600_000;
const SOURCE_FOLDERS = ['src', 'dev', 'test', 'bench'];
const TYPE_PROJECTS = ['.', 'web', 'web/tsconfig.build.json'];

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

/** Runs a TypeScript file of this tree in a process of its own. */
async function script(path: string, args: readonly string[], folder: string): Promise<void> {
  await run({
    command: process.execPath,
    args: ['--import', 'tsx', path, ...args],
    folder,
    environment: process.env,
    limit: LIMIT_MILLISECONDS,
  });
}

/**
 * The arrows of `.dependency-cruiser.cjs`, workflows that know of activities only their types, and a
 * cabinet that knows nothing of the product.
 */
async function verifyBoundaries(folder: string): Promise<void> {
  const folders = SOURCE_FOLDERS.filter((name) => existsSync(join(folder, name)));
  await command('depcruise', ['--config', '.dependency-cruiser.cjs', ...folders], folder);
  const sentences = [...activitiesInWorkflows(join(folder, 'src')), ...foreignImportsOfCabinet(folder)];
  if (sentences.length > 0) {
    throw new Error(sentences.join('\n'));
  }
}

export const boundaries: Check = { name: 'boundaries', verify: verifyBoundaries };

async function verifyTypes(folder: string): Promise<void> {
  for (const project of TYPE_PROJECTS) await command('tsc', ['-p', project], folder);
}

async function verifyTexts(folder: string): Promise<void> {
  const sentences = textProblems(join(folder, 'web', 'src'));
  if (sentences.length > 0) throw new Error(sentences.join('\n'));
}

/** What holds of the tree besides its tests. */
export const CHECKS: readonly Check[] = [
  { name: 'types', verify: verifyTypes },
  { name: 'types of the API', verify: (folder) => script('dev/api-types.ts', ['--check'], folder) },
  { name: 'texts', verify: verifyTexts },
  { name: 'lint', verify: async (folder) => void (await command('biome', ['check', '.'], folder)) },
  boundaries,
  { name: 'dead code', verify: async (folder) => void (await command('knip', [], folder)) },
];
