import { type ErrorCode, type ErrorParameters, SkvozError } from '../domain/errors';

/**
 * A vendor did not give what was asked. `entity` is the vendor's word for what was asked for.
 * `retryAfterMs` is set when the vendor itself said how long to wait and it is too long to wait here.
 */
export class VendorError extends SkvozError {
  constructor(
    code: ErrorCode,
    readonly entity: string,
    parameters: ErrorParameters = {},
    readonly retryAfterMs: number | null = null,
    options?: ErrorOptions,
  ) {
    super(code, { entity, ...parameters }, [], options);
  }
}
