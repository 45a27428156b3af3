import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { Binary } from 'mongodb';
import { z } from 'zod';

const ALGORITHM = 'aes-256-gcm';
export const KEY_BYTES = 32;
// 96 bits is what GCM is defined for (NIST SP 800-38D).
const IV_BYTES = 12;
const TAG_BYTES = 16;
const IVS_AT_ONCE = 256;

export interface EncryptionKey {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Buffer;
}

// MongoDB takes a Buffer and gives back a Binary.
const bytes = z.union([
  z.custom<Buffer>((value) => Buffer.isBuffer(value)),
  z.instanceof(Binary).transform((binary) => Buffer.from(binary.value())),
]);

function bytesOf(length: number) {
  return bytes.refine((buffer) => buffer.length === length);
}

/** An encrypted value as it is stored; accepts what MongoDB gives back and makes Buffers of it. */
export const encryptedValueSchema = z.object({
  keyId: z.string(),
  iv: bytesOf(IV_BYTES),
  tag: bytesOf(TAG_BYTES),
  data: bytes,
});

export type EncryptedValue = z.output<typeof encryptedValueSchema>;
/** {@link EncryptedValue}, or the same with MongoDB's Binary in the place of Buffers. */
export type StoredEncryptedValue = z.input<typeof encryptedValueSchema>;

const DECRYPTION_MESSAGES = {
  unknown_key:
    'A stored value was encrypted with a key that is not configured. Put that key back into SKVOZ_ENCRYPTION_KEYS.',
  malformed: 'A stored encrypted value is damaged. Enter the value again.',
  not_authentic:
    'A stored encrypted value was changed, belongs to another place, or its key id now names another key. Check SKVOZ_ENCRYPTION_KEYS, or enter the value again.',
} as const;

/** Thrown by {@link Keyring.decrypt}; holds no part of the value. */
export class DecryptionError extends Error {
  override readonly name = 'DecryptionError';

  constructor(readonly reason: keyof typeof DECRYPTION_MESSAGES) {
    super(DECRYPTION_MESSAGES[reason]);
  }
}

let ivs = Buffer.alloc(0);

/** The system is asked for the random bytes of many at once: asking for each costs half as much as encrypting. */
function nextIv(): Buffer {
  if (ivs.length === 0) ivs = randomBytes(IV_BYTES * IVS_AT_ONCE);
  const iv = ivs.subarray(0, IV_BYTES);
  ivs = ivs.subarray(IV_BYTES);
  return iv;
}

/** The configured keys: the first encrypts, all decrypt. Throws a RangeError on no key, a wrong length, a double id. */
export class Keyring {
  readonly #current: { readonly id: string; readonly key: KeyObject };
  // As bytes a key is taken in anew for each value, which on Node.js 24 costs more than encrypting it.
  readonly #keys: ReadonlyMap<string, KeyObject>;

  constructor(keys: readonly EncryptionKey[]) {
    if (keys.some(({ key }) => key.length !== KEY_BYTES)) {
      throw new RangeError(`Every encryption key must have ${KEY_BYTES} bytes.`);
    }
    const taken = keys.map(({ id, key }) => ({ id, key: createSecretKey(key) }));
    const [current] = taken;
    if (current === undefined) throw new RangeError('At least one encryption key is needed.');
    this.#current = current;
    this.#keys = new Map(taken.map(({ id, key }) => [id, key]));
    if (this.#keys.size !== keys.length) throw new RangeError('The ids of encryption keys must differ.');
  }

  /**
   * AES-256-GCM with a new IV. `context` says where the value belongs (`tenant/integration/secretKey`): it is
   * authenticated, so a value copied to another place does not decrypt.
   */
  encrypt(plaintext: Buffer | string, context: string): EncryptedValue {
    const iv = nextIv();
    const cipher = createCipheriv(ALGORITHM, this.#current.key, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(context, 'utf8'));
    const plain = typeof plaintext === 'string' ? Buffer.from(plaintext, 'utf8') : plaintext;
    const data = cipher.update(plain);
    // GCM has given all bytes by now (it encrypts as a stream); this makes the tag.
    cipher.final();
    return { keyId: this.#current.id, iv, tag: cipher.getAuthTag(), data };
  }

  /** The plain bytes. Throws {@link DecryptionError}. */
  decrypt(value: StoredEncryptedValue, context: string): Buffer {
    const parsed = encryptedValueSchema.safeParse(value);
    if (!parsed.success) throw new DecryptionError('malformed');
    const { keyId, iv, tag, data } = parsed.data;
    const key = this.#keys.get(keyId);
    if (key === undefined) throw new DecryptionError('unknown_key');
    const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(context, 'utf8'));
    decipher.setAuthTag(tag);
    const plain = decipher.update(data);
    try {
      return Buffer.concat([plain, decipher.final()]);
    } catch {
      throw new DecryptionError('not_authentic');
    }
  }

  /** Whether the value was encrypted with the key that encrypts now; if not, encrypt it again when it is written. */
  isCurrent(value: Pick<StoredEncryptedValue, 'keyId'>): boolean {
    return value.keyId === this.#current.id;
  }
}
