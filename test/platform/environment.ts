import { randomBytes } from 'node:crypto';

/** The smallest environment that loads, with keys made for this run and the given variables over it. */
export function validEnvironment(over: Record<string, string> = {}): Record<string, string> {
  return {
    SKVOZ_OPERATOR_KEY: randomBytes(32).toString('hex'),
    SKVOZ_ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    ...over,
  };
}

/** Address of a server that `npm test` runs; `npm run stack:test` runs the same ones for a single test file. */
export function testServer(name: 'SKVOZ_TEST_MONGODB_URI' | 'SKVOZ_TEST_TEMPORAL_ADDRESS'): string {
  const address = process.env[name];
  if (address === undefined) throw new Error(`${name} is not set. Start the tests with npm test.`);
  return address;
}
