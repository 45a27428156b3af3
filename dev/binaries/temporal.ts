import { join } from 'node:path';
import { run } from '../processes/run';
import { type Log, withProgress } from '../progress';
import { cacheFolder, fetchIntoCache } from './cache';
import { download } from './download';
import { fromCache, fromPath, isAtLeast, verifyProgram, whichProgram } from './program';
import { firstThatWorks, type Source } from './sources';

/**
 * CLI 1.1 carries server 1.25, the first with everything the workflows use. The server's version is
 * what is asked for: a CLI built by `go install` calls itself 0.0.0-DEV.
 */
const MINIMUM_SERVER = '1.25';
/** The newest version that the Go module proxy is sure to have. */
const GO_MODULE = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';
const GO_INSTALL_LIMIT_MILLISECONDS = 1_800_000;
const GO_VERSION_LIMIT_MILLISECONDS = 30_000;

function checkVersion(said: string): void {
  const server = /\(Server (\d+\.\d+\.\d+)/.exec(said)?.[1];
  if (server === undefined) {
    throw new Error('it does not say which server it carries');
  }
  if (!isAtLeast(server, MINIMUM_SERVER)) {
    throw new Error(`it carries server ${server}; ${MINIMUM_SERVER} or newer is needed (Temporal CLI 1.1)`);
  }
}

async function goInstall(folder: string, environment: NodeJS.ProcessEnv, log: Log): Promise<string> {
  const go = whichProgram('go', environment);
  if (go === undefined) {
    throw new Error('no go on PATH');
  }
  await run({ command: go, args: ['version'], environment, limit: GO_VERSION_LIMIT_MILLISECONDS });
  log(`Temporal: building it with go install ${GO_MODULE}; about 3 minutes, once`);
  await withProgress(
    log,
    'building Temporal',
    run({
      command: go,
      args: ['install', GO_MODULE],
      // Its SQLite is pure Go: no C compiler is needed.
      environment: { ...environment, GOBIN: folder, CGO_ENABLED: '0' },
      limit: GO_INSTALL_LIMIT_MILLISECONDS,
    }),
  );
  return join(folder, 'temporal');
}

/** Where a Temporal CLI may come from, in the order in which they are tried. */
export function temporalSources(environment: NodeJS.ProcessEnv, log: Log): readonly Source[] {
  const folder = cacheFolder(environment);
  const verify = (path: string) => verifyProgram(path, environment, checkVersion);
  return [
    fromPath('temporal', environment, checkVersion),
    fromCache(join(folder, 'temporal'), environment, checkVersion),
    {
      name: 'the official download',
      find: () =>
        fetchIntoCache({
          folder,
          name: 'temporal',
          bring: (temporaryFolder) =>
            download({
              script: 'download-temporal.ts',
              what: 'downloading Temporal',
              folder: temporaryFolder,
              environment,
              log,
            }),
          verify,
          log,
        }),
    },
    {
      name: 'the Go module proxy',
      find: () =>
        fetchIntoCache({
          folder,
          name: 'temporal',
          bring: (temporaryFolder) => goInstall(temporaryFolder, environment, log),
          verify,
          log,
        }),
    },
  ];
}

/**
 * The path of a Temporal CLI, fetched if need be.
 * @throws {NothingFound}
 */
export function findTemporal(environment: NodeJS.ProcessEnv, log: Log): Promise<string> {
  return firstThatWorks({
    program: 'Temporal',
    sources: temporalSources(environment, log),
    advice:
      'Install the Temporal CLI (https://docs.temporal.io/cli) so that `temporal` is on PATH, or set TEMPORAL_ADDRESS to a server that runs.',
    log,
  });
}
