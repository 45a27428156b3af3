import type { Logger } from './log';

export interface ShutdownStep {
  readonly name: string;
  stop(): Promise<void>;
}

export interface ShutdownOptions {
  readonly log: Logger;
  /** For all steps together, milliseconds; past it the process ends with code 1. */
  readonly limitMs: number;
  /**
   * A signal that comes this soon after the first is the same wish: Ctrl-C reaches a whole process group, and npm and
   * a supervisor pass it on. 1 second if not given.
   */
  readonly sameWishMs?: number;
}

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/**
 * On SIGTERM or SIGINT runs the steps one after another and ends the process: code 0, or 1 when a step failed or the
 * limit passed. A second signal ends it at once with code 1. An error that nobody caught is logged and ends it with
 * code 1: what it left half done is unknown, and everything kept is safe to start from again.
 */
export function onShutdown(
  steps: readonly ShutdownStep[],
  { log, limitMs, sameWishMs = 1_000 }: ShutdownOptions,
): void {
  let startedAt: number | undefined;

  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    log.info({ signal }, 'stopping');
    const limit = setTimeout(() => {
      log.error({ limitMs }, 'not everything stopped in time, ending without it');
      process.exit(1);
    }, limitMs);
    let exitCode = 0;
    for (const step of steps) {
      try {
        await step.stop();
        log.debug({ step: step.name }, 'stopped');
      } catch (error) {
        exitCode = 1;
        log.error({ err: error, step: step.name }, 'did not stop cleanly');
      }
    }
    clearTimeout(limit);
    log.info('stopped');
    process.exit(exitCode);
  };

  for (const signal of SIGNALS) {
    process.on(signal, () => {
      const now = performance.now();
      if (startedAt === undefined) {
        startedAt = now;
        void stop(signal);
      } else if (now - startedAt > sameWishMs) {
        log.warn({ signal }, 'asked a second time, ending at once');
        process.exit(1);
      }
    });
  }

  // A rejection that nobody handles arrives here too.
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'unexpected error, ending');
    process.exit(1);
  });
}
