import type { z } from 'zod';
import { type ErrorCode, type FieldError, isErrorCode, SkvozError, type Texts } from '../domain/errors';
import { fieldMessage } from './field-message';

type Issue = z.core.$ZodIssue;

/** One wrong field, found by a rule that no schema can express. */
export function invalidField(path: string, code: string, message: Texts): SkvozError {
  return new SkvozError('invalid_request', {}, [{ path, code, message }]);
}

/**
 * What a schema found wrong. A schema's own code, given in `params.code` of a custom issue, becomes the
 * code of the whole answer.
 *
 * @param prefix where in the request the checked value is, e.g. `settings`.
 */
export function invalidRequest(issues: readonly Issue[], prefix: readonly string[] = []): SkvozError {
  const code = issues.map(ownCode).find((own) => own !== undefined) ?? 'invalid_request';
  return new SkvozError(
    code,
    {},
    issues.flatMap((issue) => fieldErrors(issue, prefix)),
  );
}

function ownCode(issue: Issue): ErrorCode | undefined {
  const code: unknown = issue.code === 'custom' ? issue.params?.['code'] : undefined;
  return isErrorCode(code) ? code : undefined;
}

function fieldErrors(issue: Issue, prefix: readonly string[]): FieldError[] {
  const path = [...prefix, ...issue.path.map(String)];
  const message = fieldMessage(issue);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key].join('.'), code: issue.code, message }));
  }
  return [{ path: path.join('.'), code: ownCode(issue) ?? issue.code, message }];
}
