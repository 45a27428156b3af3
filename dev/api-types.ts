import { readFileSync, writeFileSync } from 'node:fs';
import { API_TYPES, generateApiTypes } from './cabinet/api-types';
import { codeOf, messageOf } from './errors';

function written(): string {
  try {
    return readFileSync(API_TYPES, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  }
}

/** Writes the cabinet's types of the API where they are stale; with `--check` says so and fails instead. */
async function main(): Promise<void> {
  const fresh = await generateApiTypes();
  if (written() === fresh) {
    process.stdout.write('Types of the API: fresh\n');
    return;
  }
  if (process.argv.includes('--check')) {
    throw new Error(`${API_TYPES} is not what the API offers now: npm run api:types writes it anew`);
  }
  writeFileSync(API_TYPES, fresh);
  process.stdout.write('Types of the API: written anew\n');
}

main().catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
