import { createApiKey, createIdentifier, equalHashes, equalSecrets, hashKey } from '../../src/platform/hash';

describe('keys and ids', () => {
  test('a key is kept as its SHA-256 (FIPS 180-2 example)', () => {
    expect(hashKey('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  test('secrets are equal only when every character is, whatever their lengths', () => {
    expect(equalSecrets('секрет', 'секрет')).toBe(true);
    expect(equalSecrets('', '')).toBe(true);
    for (const other of ['', 'секре', 'секрета', 'Секрет']) expect(equalSecrets('секрет', other)).toBe(false);
  });

  test('hashes are equal only when every sign is, and a hash cut short is nobody’s', () => {
    const hash = hashKey('секрет');
    expect(equalHashes(hash, hashKey('секрет'))).toBe(true);
    expect(equalHashes(hash, hashKey('секреt'))).toBe(false);
    for (const other of ['', hash.slice(1), `${hash}0`]) expect(equalHashes(hash, other)).toBe(false);
  });

  test('an API key carries 256 random bits', () => {
    const keys = Array.from({ length: 1_000 }, createApiKey);
    expect(new Set(keys).size).toBe(1_000);
    for (const key of keys) expect(key).toMatch(/^skv_[\w-]{43}$/);
  });

  test('an id is fit for an address, with and without a prefix, and does not repeat', () => {
    const ids = Array.from({ length: 10_000 }, () => createIdentifier());
    expect(new Set(ids).size).toBe(10_000);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]{16}$/);
    expect(new Set(ids.join('')).size).toBe(32);
    expect(createIdentifier('run')).toMatch(/^run-[a-z0-9]{16}$/);
  });
});
