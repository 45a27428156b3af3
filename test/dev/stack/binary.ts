/** Path of a server's program, for a test that starts its own to kill. */
export function binary(name: 'SKVOZ_TEST_MONGOD_BINARY' | 'SKVOZ_TEST_TEMPORAL_BINARY'): string {
  const path = process.env[name];
  if (path === undefined) throw new Error(`${name} is not set. Start the tests with npm test.`);
  return path;
}
