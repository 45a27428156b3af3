import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

// 32 signs, so that five bits of a random byte pick one evenly; l, o, 0 and 1 are left out as they look alike.
const IDENTIFIER_ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const IDENTIFIER_LENGTH = 16;

function sha256(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}

/**
 * SHA-256 of a key as hex, for finding a key without keeping it. Only for keys made at random
 * ({@link createApiKey}): a password would need a slow hash.
 */
export function hashKey(key: string): string {
  return hash('sha256', key, 'hex');
}

/** Whether two secrets are the same, in a time that depends neither on their content nor on their length. */
export function equalSecrets(a: string, b: string): boolean {
  return timingSafeEqual(sha256(a), sha256(b));
}

/** Whether two hashes of {@link hashKey} are the same, in a time that does not depend on their signs. */
export function equalHashes(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a, 'latin1'), Buffer.from(b, 'latin1')];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** A new API key: `skv_` and 256 random bits in base64url. */
export function createApiKey(): string {
  return `skv_${randomBytes(32).toString('base64url')}`;
}

/** A new random id of 80 bits, `[a-z0-9]{16}`; with a prefix `<prefix>-<id>`. */
export function createIdentifier(prefix?: string): string {
  const id = Array.from(randomBytes(IDENTIFIER_LENGTH), (byte) => IDENTIFIER_ALPHABET.charAt(byte & 31)).join(
    '',
  );
  return prefix === undefined ? id : `${prefix}-${id}`;
}
