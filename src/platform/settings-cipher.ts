import type { IntegrationKey } from '../domain/names';
import type { EncryptedValue, Keyring } from './encryption';
import { type EncryptedBytes, toStoredValue } from './stored-value';

/**
 * Settings and secrets of integrations as they are stored. Each is bound to its place, so one copied to
 * another tenant, integration or name does not decrypt.
 */

const settingsContext = (key: IntegrationKey) => `${key.tenantId}/${key.integrationId}/settings`;
const secretContext = (key: IntegrationKey, name: string) =>
  `${key.tenantId}/${key.integrationId}/secrets/${name}`;

/** @param settings JSON without secrets. */
export function encryptSettings(keyring: Keyring, key: IntegrationKey, settings: unknown): EncryptedValue {
  return keyring.encrypt(JSON.stringify(settings), settingsContext(key));
}

/**
 * @returns the JSON as it was given; the vendor's schema says what it is.
 * @throws DecryptionError
 */
export function decryptSettings(keyring: Keyring, key: IntegrationKey, value: EncryptedBytes): unknown {
  return JSON.parse(keyring.decrypt(toStoredValue(value), settingsContext(key)).toString('utf8'));
}

export function encryptSecret(
  keyring: Keyring,
  key: IntegrationKey,
  name: string,
  secret: string,
): EncryptedValue {
  return keyring.encrypt(secret, secretContext(key, name));
}

/**
 * @returns the secrets in the clear, by name.
 * @throws DecryptionError
 */
export function decryptSecrets(
  keyring: Keyring,
  key: IntegrationKey,
  secrets: Readonly<Record<string, { readonly value: EncryptedBytes }>>,
): Record<string, string> {
  const decrypted = Object.entries(secrets).map(([name, { value }]) => {
    const plain = keyring.decrypt(toStoredValue(value), secretContext(key, name));
    return [name, plain.toString('utf8')] as const;
  });
  return Object.fromEntries(decrypted);
}
