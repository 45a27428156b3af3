import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../errors';
import { run } from '../processes/run';
import { type Log, withProgress } from '../progress';

const FOLDER = join(__dirname, '..', '..');
const BUILT = join(FOLDER, 'web', 'dist');
const BUILD_LIMIT_MILLISECONDS = 300_000;

/** What the built cabinet is made of, as paths from the folder of the tree. */
const INGREDIENTS = [
  'docs/en/medods.md',
  'docs/en/profsalon.md',
  'docs/medods.md',
  'docs/profsalon.md',
  'package-lock.json',
  'web/build',
  'web/index.html',
  'web/public',
  'web/src',
  'web/vite.config.mts',
];

/** Lies in the build and tells what it was made of; its dot keeps it from being served. */
const STAMP = '.made-of';

/** The files of an ingredient, as paths from the folder of the tree. */
function filesOf(ingredient: string): string[] {
  if (statSync(join(FOLDER, ingredient)).isFile()) return [ingredient];
  return readdirSync(join(FOLDER, ingredient), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(FOLDER.length + 1))
    .sort();
}

/** Changes with every byte and every name of the ingredients. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of INGREDIENTS.flatMap(filesOf)) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(FOLDER, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function stampOfBuilt(): string {
  try {
    return readFileSync(join(BUILT, STAMP), 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  }
}

/** Puts the new build where the old one was; an API that serves the old one goes on with the new. */
function replaceBuilt(fresh: string): void {
  const old = `${fresh}-old`;
  try {
    renameSync(BUILT, old);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  renameSync(fresh, BUILT);
  rmSync(old, { recursive: true, force: true });
}

/** Builds the cabinet into `web/dist`, unless what lies there was made of the files as they are now. */
export async function ensureCabinet(log: Log): Promise<void> {
  const wanted = fingerprint();
  if (stampOfBuilt() === wanted) {
    log('Cabinet: built');
    return;
  }
  log('Building the cabinet; about ten seconds');
  const fresh = `${BUILT}-${process.pid}`;
  try {
    const built = run({
      command: join(FOLDER, 'node_modules', '.bin', 'vite'),
      args: ['build', '--outDir', fresh, '--logLevel', 'warn'],
      folder: join(FOLDER, 'web'),
      environment: { ...process.env, NODE_ENV: 'production' },
      limit: BUILD_LIMIT_MILLISECONDS,
    });
    await withProgress(log, 'building the cabinet', built);
    writeFileSync(join(fresh, STAMP), wanted);
    replaceBuilt(fresh);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  log('Cabinet: built');
}
