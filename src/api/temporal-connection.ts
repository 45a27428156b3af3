import type { Client } from '@temporalio/client';
import type { Config } from '../platform/config';
import { connectTemporalClient, type TemporalClient, TemporalUnavailableError } from '../platform/temporal';

/** How long a request waits for a first connection. */
const PATIENCE_MS = 2_000;

/** A connection that is made when it is first needed, so that the API serves reads while Temporal is away. */
export interface TemporalConnection {
  /** @throws TemporalUnavailableError after 2 s; the attempt goes on for those who come later. */
  connect(): Promise<Client>;
  close(): Promise<void>;
}

export function createTemporalConnection(config: Pick<Config, 'temporal'>): TemporalConnection {
  let attempt: Promise<TemporalClient> | null = null;

  const start = (): Promise<TemporalClient> => {
    const started = connectTemporalClient(config);
    started.catch(() => {
      attempt = null;
    });
    return started;
  };

  return {
    connect: async () => {
      attempt ??= start();
      let timer: NodeJS.Timeout | undefined;
      const impatience = new Promise<never>((_resolve, reject) => {
        const cause = new Error(`no connection within ${PATIENCE_MS} ms`);
        timer = setTimeout(
          () => reject(new TemporalUnavailableError(config.temporal.address, { cause })),
          PATIENCE_MS,
        );
      });
      try {
        const { client } = await Promise.race([attempt, impatience]);
        return client;
      } finally {
        clearTimeout(timer);
      }
    },
    close: async () => {
      if (attempt === null) return;
      const connected = await attempt.catch(() => null);
      await connected?.close();
    },
  };
}
