import { Client, Connection } from '@temporalio/client';
import type { Config } from './config';

/** Thrown when Temporal cannot be reached. */
export class TemporalUnavailableError extends Error {
  override readonly name = 'TemporalUnavailableError';

  constructor(address: string, options: ErrorOptions) {
    super(
      `Temporal at ${address} cannot be used. Check that it runs and that TEMPORAL_ADDRESS and the other TEMPORAL_ variables are right.`,
      options,
    );
  }
}

export interface TemporalClient {
  readonly client: Client;
  close(): Promise<void>;
}

/** Task queues apart, so that a night's pulls never delay a webhook. */
export interface TaskQueues {
  readonly entity: string;
  readonly drain: string;
  readonly pull: string;
}

export function taskQueues({ temporal }: Pick<Config, 'temporal'>): TaskQueues {
  const prefix = temporal.taskQueuePrefix;
  return { entity: `${prefix}entity`, drain: `${prefix}drain`, pull: `${prefix}pull` };
}

/** A client of the configured namespace. Throws {@link TemporalUnavailableError} when the server does not answer. */
export async function connectTemporalClient({ temporal }: Pick<Config, 'temporal'>): Promise<TemporalClient> {
  try {
    const connection = await Connection.connect({
      ...temporal.connection.reveal(),
      address: temporal.address,
    });
    const client = new Client({ connection, namespace: temporal.namespace });
    return { client, close: () => connection.close() };
  } catch (error) {
    throw new TemporalUnavailableError(temporal.address, { cause: error });
  }
}
