import { ApplicationFailure, CancelledFailure, CompleteAsyncError } from '@temporalio/activity';
import type { Next } from '@temporalio/common';
import type { ActivityExecuteInput, ActivityInboundCallsInterceptor } from '@temporalio/worker';

/**
 * What an activity throws is kept in Temporal's history, message and stack included, and a driver's or
 * parser's message may quote what it choked on. So failures made for Temporal pass, and of everything
 * else goes the class alone; the whole of it is in the worker's log.
 */
export class PlainFailures implements ActivityInboundCallsInterceptor {
  constructor(private readonly report: (error: unknown) => void) {}

  async execute(
    input: ActivityExecuteInput,
    next: Next<ActivityInboundCallsInterceptor, 'execute'>,
  ): Promise<unknown> {
    try {
      return await next(input);
    } catch (error) {
      if (isMadeForTemporal(error)) throw error;
      this.report(error);
      throw ApplicationFailure.retryable(
        error instanceof Error ? error.name : 'unknown error',
        'run_interrupted',
      );
    }
  }
}

function isMadeForTemporal(error: unknown): boolean {
  return (
    error instanceof ApplicationFailure ||
    error instanceof CancelledFailure ||
    error instanceof CompleteAsyncError
  );
}
