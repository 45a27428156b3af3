import { NativeConnection, Runtime } from '@temporalio/worker';
import type { Config } from './config';
import type { Logger } from './log';
import { TemporalUnavailableError } from './temporal';
import { createTemporalLogger } from './temporal-logger';

// Apart from the client: importing the worker loads its native library, which the API has no use for.

/**
 * Sets up the SDK's runtime: its log, native part included, goes to `log`, and it leaves signals to the process,
 * which stops in its own order. Once per process, before the first connection.
 */
export function installTemporalRuntime(log: Logger): void {
  Runtime.install({
    logger: createTemporalLogger(log),
    telemetryOptions: { logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} } },
    shutdownSignals: [],
  });
}

/** A worker's connection; close it after its workers. Throws {@link TemporalUnavailableError}. */
export async function connectTemporalWorker({
  temporal,
}: Pick<Config, 'temporal'>): Promise<NativeConnection> {
  try {
    return await NativeConnection.connect({ ...temporal.connection.reveal(), address: temporal.address });
  } catch (error) {
    throw new TemporalUnavailableError(temporal.address, { cause: error });
  }
}
