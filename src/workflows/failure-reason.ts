import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';
import { type ErrorCode, type ErrorParameters, isErrorCode } from '../domain/errors';

/**
 * Why an activity failed: the catalogue's code and parameters travel as the failure's type and first
 * detail. Null when it failed for another reason.
 */
export function reasonOf(error: unknown): { code: ErrorCode; parameters: ErrorParameters } | null {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (!(cause instanceof ApplicationFailure) || !isErrorCode(cause.type)) return null;
  const parameters: unknown = cause.details?.[0];
  return { code: cause.type, parameters: isParameters(parameters) ? parameters : {} };
}

function isParameters(value: unknown): value is ErrorParameters {
  return typeof value === 'object' && value !== null;
}
