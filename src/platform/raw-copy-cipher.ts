import type { IntegrationKey } from '../domain/names';
import type { EncryptedValue, Keyring } from './encryption';
import { type EncryptedBytes, toStoredValue } from './stored-value';

const context = (key: IntegrationKey) => `${key.tenantId}/${key.integrationId}/raw`;

/** A vendor's answer as it is stored; bound to its integration. */
export function encryptRawCopy(keyring: Keyring, key: IntegrationKey, body: Buffer | string): EncryptedValue {
  return keyring.encrypt(body, context(key));
}

/** @throws DecryptionError */
export function decryptRawCopy(keyring: Keyring, key: IntegrationKey, value: EncryptedBytes): Buffer {
  return keyring.decrypt(toStoredValue(value), context(key));
}
