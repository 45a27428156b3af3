import { ApplicationFailure, CancelledFailure } from '@temporalio/activity';
import { MockActivityEnvironment } from '@temporalio/testing';
import { PlainFailures } from '../../src/activities/plain-failures';
import { failureOf } from '../../src/activities/run-failure';
import { SkvozError } from '../../src/domain/errors';
import { VendorError } from '../../src/vendors/vendor-error';

const PHONE = '+79991234567';

async function thrownBy(error: unknown): Promise<{ thrown: unknown; reported: unknown[] }> {
  const reported: unknown[] = [];
  const interceptor = { inbound: new PlainFailures((cause) => reported.push(cause)) };
  const environment = new MockActivityEnvironment({}, { interceptors: [() => interceptor], logger: silent });
  const thrown = await environment
    .run(async () => {
      throw error;
    })
    .catch((caught: unknown) => caught);
  return { thrown, reported };
}

const nothing = () => undefined;
const silent = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

test.each([
  ['an error', new TypeError(`cannot read ${PHONE}`), 'TypeError'],
  ['no error at all', `the phone ${PHONE}`, 'unknown error'],
  ['an error with a cause', new Error('outer', { cause: new Error(PHONE) }), 'Error'],
])('of %s Temporal is told the class alone, and the log the whole', async (_, error, name) => {
  const { thrown, reported } = await thrownBy(error);
  expect(thrown).toBeInstanceOf(ApplicationFailure);
  expect(thrown).toMatchObject({ message: name, type: 'run_interrupted', nonRetryable: false });
  expect(thrown).not.toHaveProperty('cause', expect.anything());
  expect(String(thrown instanceof Error ? thrown.stack : '')).not.toContain(PHONE);
  expect(reported).toEqual([error]);
});

test('failures made for Temporal pass as they are', async () => {
  for (const error of [ApplicationFailure.nonRetryable('x', 'not_found'), new CancelledFailure('x')]) {
    const { thrown, reported } = await thrownBy(error);
    expect(thrown).toBe(error);
    expect(reported).toEqual([]);
  }
});

test.each([
  [new VendorError('credentials_rejected', 'clients'), true, true],
  [new VendorError('entity_refused', 'appointments'), true, true],
  [new VendorError('entity_refused', 'orders'), false, true],
  [new VendorError('vendor_unavailable', 'orders'), false, false],
  [new VendorError('vendor_redirected', 'orders'), false, true],
  [new SkvozError('secret_required'), false, true],
])('%p stops the integration: %p, and is final: %p', (error, stopsIntegration, nonRetryable) => {
  const { failure, reason, ...rest } = failureOf(error);
  expect(rest).toEqual({ stopsIntegration, retryAfterMs: null });
  expect(failure).toMatchObject({ message: error.code, type: error.code, nonRetryable });
  expect(reason.code).toBe(error.code);
});

test('the vendor’s own wait is kept, six hours at most', () => {
  const hour = 60 * 60 * 1000;
  const waiting = (wait: number) => failureOf(new VendorError('vendor_rate_limited', 'clients', {}, wait));
  expect(waiting(hour)).toMatchObject({ retryAfterMs: hour, failure: { nextRetryDelay: hour } });
  expect(waiting(48 * hour)).toMatchObject({ retryAfterMs: 6 * hour, failure: { nextRetryDelay: 6 * hour } });
});
