import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../errors';

const KEY_BYTES = 32;

/** The secrets that the processes cannot do without, in the form of their variables. */
export interface Keys {
  operatorKey: string;
  encryptionKeys: string;
}

/** A key is absent where none may be made; the message says what to set. */
class KeyMissing extends Error {
  override readonly name = 'KeyMissing';
}

/** Reads a key's file, which is first made, readable by its owner alone, when it is not there. */
function keptIn(path: string, make: () => string): string {
  const draft = `${path}.${process.pid}`;
  try {
    writeFileSync(draft, `${make()}\n`, { mode: 0o600, flag: 'wx' });
    // A link appears whole or not at all, and never over a key that is already in use.
    linkSync(draft, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      throw error;
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path, 'utf8').trim();
}

/**
 * The keys of the environment; absent ones are made once and kept in the data folder.
 * @throws {KeyMissing} in production, where keys are set, never made
 */
export function ensureKeys(environment: NodeJS.ProcessEnv, dataDir: string): Keys {
  const keep = (variable: string, file: string, make: () => string): string => {
    const given = environment[variable];
    if (given !== undefined && given !== '') {
      return given;
    }
    if (environment['NODE_ENV'] === 'production') {
      throw new KeyMissing(
        `${variable} is not set. With NODE_ENV=production no key is made for you: set it.`,
      );
    }
    mkdirSync(dataDir, { recursive: true });
    return keptIn(join(dataDir, file), make);
  };
  return {
    operatorKey: keep('SKVOZ_OPERATOR_KEY', 'operator-key', () => randomBytes(KEY_BYTES).toString('hex')),
    encryptionKeys: keep(
      'SKVOZ_ENCRYPTION_KEYS',
      'encryption-keys',
      () => `local:${randomBytes(KEY_BYTES).toString('base64')}`,
    ),
  };
}
