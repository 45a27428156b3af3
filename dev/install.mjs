// Sees, before anything else runs, that Node.js is new enough and the libraries are installed.
// Plain Node.js on purpose: nothing else can be counted on here.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE_MINIMUM = [20, 19];
const PROGRESS_MILLISECONDS = 4_000;

/** @returns {string | undefined} what is wrong with this version of Node.js, as a sentence */
export function nodeProblem(version) {
  const [major, minor] = version.split('.').map(Number);
  const enough = major > NODE_MINIMUM[0] || (major === NODE_MINIMUM[0] && minor >= NODE_MINIMUM[1]);
  return enough
    ? undefined
    : `Skvoz needs Node.js ${NODE_MINIMUM.join('.')} or newer, and this is ${version}. Install a newer one from https://nodejs.org and run the command again.`;
}

/** npm writes its own lock file into node_modules as the last step of an install, so a broken-off one has none. */
function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

/** @returns {boolean} whether node_modules below the folder holds what its package-lock.json says, and no more */
export function isInstalled(folder) {
  const wanted = packagesOf(join(folder, 'package-lock.json'));
  const present = packagesOf(join(folder, 'node_modules', '.package-lock.json'));
  if (wanted === undefined || present === undefined) {
    return false;
  }
  const missing = Object.entries(wanted).some(([path, { version, optional, peer }]) => {
    const found = present[path];
    // A package that is only for another system, or an optional peer, is left out by npm.
    return path !== '' && found?.version !== version && !(found === undefined && (optional || peer));
  });
  return !missing && Object.keys(present).every((path) => path in wanted);
}

function install(folder) {
  const startedAt = Date.now();
  console.log('Installing the libraries (npm ci); about a minute, once');
  const progress = setInterval(() => {
    console.log(`  installing: ${Math.round((Date.now() - startedAt) / 1_000)} s`);
  }, PROGRESS_MILLISECONDS);
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  const child =
    npm === undefined
      ? spawn('npm', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
      : spawn(process.execPath, [npm, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearInterval(progress);
      if (code === 0) {
        console.log('Libraries: installed');
        resolve();
      } else {
        reject(new Error(`npm ci ended with code ${code}:\n${said.trim()}`));
      }
    });
  });
}

async function main() {
  const problem = nodeProblem(process.versions.node);
  if (problem !== undefined) {
    throw new Error(problem);
  }
  const folder = dirname(dirname(fileURLToPath(import.meta.url)));
  if (!isInstalled(folder)) {
    await install(folder);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
}
