import { chromium } from 'playwright-core';
import { messageOf } from '../errors';
import { run } from '../processes/run';
import { type Log, withProgress } from '../progress';
import { fromCache, isAtLeast, verifyProgram, whichProgram } from './program';
import { firstThatWorks, type Source } from './sources';

/** The oldest that the built cabinet is made for: what browsers had in common at the start of 2024. */
const MINIMUM_VERSION = '120';
/** As distributions and Google call it. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
const INSTALLED_AS = '/usr/bin/chromium';
const UPDATE_LIMIT_MILLISECONDS = 180_000;
const INSTALL_LIMIT_MILLISECONDS = 900_000;
/** Another run of apt may be under way. */
const APT_OPTIONS = ['-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=2'];

function checkVersion(said: string): void {
  const version = /(?:Chromium|Chrome)[^\d]*(\d+)\./.exec(said)?.[1];
  if (version === undefined) {
    throw new Error('it does not say its version');
  }
  if (!isAtLeast(version, MINIMUM_VERSION)) {
    throw new Error(`it is version ${version}; ${MINIMUM_VERSION} or newer is needed`);
  }
}

/** The first of the names that is on `PATH` and works: one that is there may be a stub that asks for a snap. */
async function onPath(environment: NodeJS.ProcessEnv): Promise<string> {
  const reasons: string[] = [];
  for (const name of NAMES) {
    const path = whichProgram(name, environment);
    if (path === undefined) {
      reasons.push(`no ${name}`);
      continue;
    }
    try {
      await verifyProgram(path, environment, checkVersion);
      return path;
    } catch (error) {
      reasons.push(`${path}: ${messageOf(error)}`);
    }
  }
  throw new Error(reasons.join(', '));
}

async function aptInstall(environment: NodeJS.ProcessEnv, log: Log): Promise<string> {
  const apt = whichProgram('apt-get', environment);
  if (apt === undefined) {
    throw new Error('no apt-get on PATH');
  }
  if (process.getuid?.() !== 0) {
    throw new Error('only root may install packages');
  }
  const quiet = { ...environment, DEBIAN_FRONTEND: 'noninteractive' };
  log('Chromium: installing it with apt-get install chromium; a minute or two, once');
  const update = run({
    command: apt,
    args: [...APT_OPTIONS, 'update'],
    environment: quiet,
    limit: UPDATE_LIMIT_MILLISECONDS,
  });
  await withProgress(log, 'reading the package lists', update);
  const install = run({
    command: apt,
    args: [...APT_OPTIONS, 'install', '-y', '--no-install-recommends', 'chromium'],
    environment: quiet,
    limit: INSTALL_LIMIT_MILLISECONDS,
  });
  await withProgress(log, 'installing Chromium', install);
  await verifyProgram(INSTALLED_AS, environment, checkVersion);
  return INSTALLED_AS;
}

/** Where a Chromium may come from, in the order in which they are tried. */
export function chromiumSources(environment: NodeJS.ProcessEnv, log: Log): readonly Source[] {
  return [
    {
      name: 'SKVOZ_CHROMIUM',
      find: async () => {
        const path = environment['SKVOZ_CHROMIUM'];
        if (path === undefined || path === '') {
          throw new Error('it is not set');
        }
        await verifyProgram(path, environment, checkVersion);
        return path;
      },
    },
    { name: 'PATH', find: () => onPath(environment) },
    { ...fromCache(chromium.executablePath(), environment, checkVersion), name: "Playwright's own folder" },
    { name: 'apt-get', find: () => aptInstall(environment, log) },
  ];
}

/**
 * The path of a Chromium or Chrome, installed if that may be done.
 * @throws {NothingFound}
 */
export function findChromium(environment: NodeJS.ProcessEnv, log: Log): Promise<string> {
  return firstThatWorks({
    program: 'Chromium',
    sources: chromiumSources(environment, log),
    advice:
      `Install Chromium ${MINIMUM_VERSION} or newer so that \`chromium\` is on PATH (as root: apt-get install chromium), ` +
      'or set SKVOZ_CHROMIUM to the path of a Chromium or Chrome.',
    log,
  });
}
