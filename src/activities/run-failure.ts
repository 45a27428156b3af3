import { ApplicationFailure } from '@temporalio/activity';
import { errorCatalogue, SkvozError } from '../domain/errors';
import type { RunError } from '../storage/runs';
import { VendorError } from '../vendors/vendor-error';

const LONGEST_RETRY_MS = 6 * 60 * 60 * 1000;

/** What a failed activity means for its run. */
export interface RunFailure {
  readonly reason: RunError;
  /** The integration must stop asking until a person acts: a key is refused, or a role lost its main list. */
  readonly stopsIntegration: boolean;
  /** For Temporal: says code and parameters, never the cause, which may quote the vendor. */
  readonly failure: ApplicationFailure;
  /** When it will be tried again, if the vendor said so. */
  readonly retryAfterMs: number | null;
}

/**
 * A refused key, and the main list refused, stop the integration. What may pass by itself is retried
 * by Temporal, after the vendor's own wait where it gave one, six hours at most.
 */
export function failureOf(error: unknown): RunFailure {
  if (!(error instanceof SkvozError)) {
    const failure =
      error instanceof ApplicationFailure
        ? error
        : ApplicationFailure.retryable(nameOf(error), 'run_interrupted');
    return {
      reason: { code: 'run_interrupted', parameters: {} },
      stopsIntegration: false,
      failure,
      retryAfterMs: null,
    };
  }
  const { code, parameters } = error;
  const mainListRefused =
    error instanceof VendorError && code === 'entity_refused' && error.entity === 'appointments';
  const stopsIntegration = code === 'credentials_rejected' || mainListRefused;
  const retryAfterMs =
    error instanceof VendorError && error.retryAfterMs !== null
      ? Math.min(error.retryAfterMs, LONGEST_RETRY_MS)
      : null;
  return {
    reason: { code, parameters },
    stopsIntegration,
    failure: ApplicationFailure.create({
      message: code,
      type: code,
      nonRetryable: !errorCatalogue[code].retryable,
      details: [parameters],
      ...(retryAfterMs === null ? {} : { nextRetryDelay: retryAfterMs }),
    }),
    retryAfterMs,
  };
}

/** The class alone: a message may hold anything. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown error';
}
