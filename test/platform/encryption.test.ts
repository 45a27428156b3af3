import { randomBytes } from 'node:crypto';
import { BSON } from 'mongodb';
import {
  DecryptionError,
  type EncryptedValue,
  encryptedValueSchema,
  Keyring,
} from '../../src/platform/encryption';

const oldKey = { id: 'old', key: randomBytes(32) };
const newKey = { id: 'new', key: randomBytes(32) };
const CONTEXT = 'clinic-1/medods/secretKey';

function refusalOf(decrypt: () => unknown): DecryptionError {
  try {
    decrypt();
  } catch (error) {
    if (error instanceof DecryptionError) return error;
    throw error;
  }
  throw new Error('it decrypted');
}

describe('encryption', () => {
  test('what was encrypted decrypts to the same bytes', () => {
    const keyring = new Keyring([oldKey]);
    for (const plain of ['', 'секрет ✓', randomBytes(100_000)]) {
      const value = keyring.encrypt(plain, CONTEXT);
      expect(keyring.decrypt(value, CONTEXT).equals(Buffer.from(plain))).toBe(true);
    }
  });

  test('the same text is encrypted differently each time', () => {
    const keyring = new Keyring([oldKey]);
    const values = Array.from({ length: 50 }, () => keyring.encrypt('same', CONTEXT));
    expect(new Set(values.map(({ iv }) => iv.toString('hex'))).size).toBe(50);
    expect(new Set(values.map(({ data }) => data.toString('hex'))).size).toBe(50);
  });

  test('a value read back from MongoDB as Binary decrypts', () => {
    const keyring = new Keyring([oldKey]);
    const stored: unknown = BSON.deserialize(BSON.serialize(keyring.encrypt('secret', CONTEXT)));
    expect(stored).toHaveProperty('iv._bsontype', 'Binary');
    const value = encryptedValueSchema.parse(stored);
    expect(keyring.decrypt(value, CONTEXT).toString()).toBe('secret');
    expect(() => encryptedValueSchema.parse({ ...value, iv: 'text' })).toThrow();
  });

  test('the first key encrypts, all decrypt, and a value of an older key is known as such', () => {
    const before = new Keyring([oldKey]).encrypt('secret', CONTEXT);
    const rotated = new Keyring([newKey, oldKey]);
    const after = rotated.encrypt('secret', CONTEXT);
    expect(after.keyId).toBe('new');
    expect(rotated.decrypt(before, CONTEXT).toString()).toBe('secret');
    expect(rotated.isCurrent(before)).toBe(false);
    expect(rotated.isCurrent(after)).toBe(true);
    expect(refusalOf(() => new Keyring([newKey]).decrypt(before, CONTEXT)).reason).toBe('unknown_key');
  });

  test('a value copied to another place does not decrypt', () => {
    const keyring = new Keyring([oldKey]);
    const value = keyring.encrypt('secret', CONTEXT);
    expect(refusalOf(() => keyring.decrypt(value, 'clinic-2/medods/secretKey')).reason).toBe('not_authentic');
  });

  test('a changed bit anywhere is noticed', () => {
    const keyring = new Keyring([oldKey]);
    const value = keyring.encrypt('secret', CONTEXT);
    for (const part of ['iv', 'tag', 'data'] as const) {
      for (let index = 0; index < value[part].length; index += 1) {
        const changed: EncryptedValue = { ...value, [part]: Buffer.from(value[part]) };
        changed[part].writeUInt8(changed[part].readUInt8(index) ^ 1, index);
        expect(refusalOf(() => keyring.decrypt(changed, CONTEXT)).reason).toBe('not_authentic');
      }
    }
  });

  test('a shortened tag or IV is refused before anything is decrypted', () => {
    const keyring = new Keyring([oldKey]);
    const value = keyring.encrypt('secret', CONTEXT);
    for (const part of ['iv', 'tag'] as const) {
      const short = { ...value, [part]: value[part].subarray(0, 4) };
      expect(refusalOf(() => keyring.decrypt(short, CONTEXT)).reason).toBe('malformed');
    }
  });

  test('keys of a wrong length, two of one id, and none are refused at once', () => {
    expect(() => new Keyring([{ id: 'a', key: randomBytes(31) }])).toThrow(RangeError);
    expect(() => new Keyring([oldKey, { id: 'old', key: randomBytes(32) }])).toThrow(RangeError);
    expect(() => new Keyring([])).toThrow(RangeError);
  });
});
