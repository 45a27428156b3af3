import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMongod } from '../binaries/mongod';
import { findTemporal } from '../binaries/temporal';
import type { Child } from '../processes/child';
import type { Log } from '../progress';
import { startMongo } from './mongo';
import { freePorts } from './ports';
import { startTemporal } from './temporal';

/** A MongoDB and a Temporal for tests. */
export interface TestServers {
  /** The variables by which tests find them, and the programs for tests that start their own to kill. */
  variables: Record<string, string>;
  /** Settles, with a sentence, when one of them ends by itself: what the tests say then means nothing. */
  ended: Promise<string>;
  /** Ends those that were started here and removes their data. */
  stop(): Promise<void>;
}

const STOP_LIMIT_MILLISECONDS = 5_000;

/**
 * Starts a MongoDB and a Temporal of their own, on free ports and with data that goes away with
 * them, unless `SKVOZ_TEST_MONGODB_URI` or `SKVOZ_TEST_TEMPORAL_ADDRESS` names one to use instead.
 */
export async function startTestServers(environment: NodeJS.ProcessEnv, log: Log): Promise<TestServers> {
  const mongod = environment['SKVOZ_TEST_MONGOD_BINARY'] || (await findMongod(environment, log));
  const temporal = environment['SKVOZ_TEST_TEMPORAL_BINARY'] || (await findTemporal(environment, log));
  const folder = mkdtempSync(join(tmpdir(), 'skvoz-test-'));
  const started: Child[] = [];
  let stopping = false;
  let reportEnd: (sentence: string) => void = () => undefined;
  const ended = new Promise<string>((resolve) => {
    reportEnd = resolve;
  });
  const keep = <T extends Child>(name: string, child: T): T => {
    started.push(child);
    void child.exited.then(() => {
      if (!stopping) {
        reportEnd(`${name} ended while the tests ran`);
      }
    });
    return child;
  };
  const stop = async (): Promise<void> => {
    stopping = true;
    for (const child of started.reverse()) {
      await child.stop(STOP_LIMIT_MILLISECONDS);
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const [mongoPort = 0, temporalPort = 0] = await freePorts(2);
    const uri =
      environment['SKVOZ_TEST_MONGODB_URI'] ||
      keep(
        'MongoDB',
        await startMongo({
          port: mongoPort,
          dataDir: join(folder, 'mongodb'),
          binary: mongod,
          logFile: join(folder, 'mongodb.log'),
          log,
        }),
      ).uri;
    const address =
      environment['SKVOZ_TEST_TEMPORAL_ADDRESS'] ||
      keep(
        'Temporal',
        await startTemporal({
          port: temporalPort,
          dbFile: join(folder, 'temporal.sqlite'),
          binary: temporal,
          namespace: 'default',
          logFile: join(folder, 'temporal.log'),
          log,
        }),
      ).address;
    return {
      variables: {
        SKVOZ_TEST_MONGODB_URI: uri,
        SKVOZ_TEST_TEMPORAL_ADDRESS: address,
        SKVOZ_TEST_MONGOD_BINARY: mongod,
        SKVOZ_TEST_TEMPORAL_BINARY: temporal,
      },
      ended,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
