import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Connection } from '@temporalio/client';
import { type Child, startChild } from '../processes/child';
import { type Log, withProgress } from '../progress';
import { serverEnvironment, untilReady } from './wait';

const READY_LIMIT_MILLISECONDS = 60_000;
const PROBE_TIMEOUT_MILLISECONDS = 2_000;

/**
 * What of the server's dynamic configuration does not suit us; keys and defaults are those of
 * server 1.29 (common/dynamicconfig/constants.go) and of the CLI (temporalcli/devserver/server.go).
 */
const DYNAMIC_CONFIG: readonly string[] = [
  // Lists and counts of workflows and schedules; the CLI allows 100 a second, tests in parallel ask more.
  'frontend.namespaceRPS.visibility=1000',
];

export interface TemporalOptions {
  port: number;
  /** Without it there is no UI. */
  uiPort?: number;
  /** Kept between runs; without it everything is in memory. */
  dbFile?: string;
  /** The path of the Temporal CLI. */
  binary: string;
  /** Made at the start when it is not there. */
  namespace: string;
  /** Settings of the server's dynamic configuration, as `key=value`, besides ours. */
  dynamicConfig?: readonly string[];
  logFile: string;
  log: Log;
}

/** A running Temporal server. */
export interface Temporal extends Child {
  /** host:port of its frontend. */
  address: string;
}

/** Starts the embedded Temporal server on 127.0.0.1 and waits until its namespace answers. */
export async function startTemporal(options: TemporalOptions): Promise<Temporal> {
  const { port, uiPort, dbFile, binary, namespace, dynamicConfig = [], logFile, log } = options;
  const address = `127.0.0.1:${port}`;
  const storage: string[] = [];
  if (dbFile !== undefined) {
    mkdirSync(dirname(dbFile), { recursive: true });
    storage.push('--db-filename', dbFile);
    // About three times the actions per second of the defaults.
    storage.push('--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=1');
  }
  const child = await startChild({
    command: binary,
    args: [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--namespace', namespace],
      // Its metrics and HTTP ports are not named: it then takes free ones, so two stacks do not collide.
      ...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)]),
      ...storage,
      ...['--log-level', 'warn'],
      ...[...DYNAMIC_CONFIG, ...dynamicConfig].flatMap((setting) => ['--dynamic-config-value', setting]),
    ],
    environment: serverEnvironment(),
    output: { kind: 'file', path: logFile },
  });
  const probe = async (): Promise<void> => {
    const connection = await Connection.connect({ address, connectTimeout: PROBE_TIMEOUT_MILLISECONDS });
    try {
      await connection.withDeadline(Date.now() + PROBE_TIMEOUT_MILLISECONDS, () =>
        connection.workflowService.describeNamespace({ namespace }),
      );
    } finally {
      await connection.close();
    }
  };
  try {
    await withProgress(
      log,
      'starting Temporal',
      untilReady({ name: 'Temporal', exited: child.exited, probe, limit: READY_LIMIT_MILLISECONDS, logFile }),
    );
  } catch (error) {
    await child.kill();
    throw error;
  }
  return { ...child, address };
}
