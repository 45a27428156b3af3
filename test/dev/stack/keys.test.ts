import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ensureKeys } from '../../../dev/stack/keys';
import { inFolder } from '../conditions';

test('absent keys are made once, readable by their owner alone', () =>
  inFolder((folder) => {
    const dataDir = join(folder, 'data');
    const keys = ensureKeys({}, dataDir);

    expect(keys.operatorKey).toMatch(/^[0-9a-f]{64}$/);
    const [id, encoded = ''] = keys.encryptionKeys.split(':');
    expect(id).toBe('local');
    expect(Buffer.from(encoded, 'base64')).toHaveLength(32);
    for (const file of ['operator-key', 'encryption-keys']) {
      expect(statSync(join(dataDir, file)).mode & 0o777).toBe(0o600);
    }
    expect(ensureKeys({}, dataDir)).toEqual(keys);
    expect(ensureKeys({}, join(folder, 'other')).operatorKey).not.toBe(keys.operatorKey);
  }));

test('keys of the environment are taken as they are, and nothing is written', () =>
  inFolder((folder) => {
    const environment = { SKVOZ_OPERATOR_KEY: 'given', SKVOZ_ENCRYPTION_KEYS: 'a:given' };
    const keys = ensureKeys(environment, join(folder, 'data'));

    expect(keys).toEqual({ operatorKey: 'given', encryptionKeys: 'a:given' });
    expect(existsSync(join(folder, 'data'))).toBe(false);
  }));

test('in production no key is made', () =>
  inFolder((folder) => {
    expect(() => ensureKeys({ NODE_ENV: 'production' }, folder)).toThrow('SKVOZ_OPERATOR_KEY is not set');
    expect(existsSync(join(folder, 'operator-key'))).toBe(false);
  }));
