import type { IntegrationKey } from '../domain/names';
import type { EncryptedValue, Keyring, StoredEncryptedValue } from './encryption';

const bodyContext = (owner: IntegrationKey) => `${owner.tenantId}/${owner.integrationId}/inbox/body`;
const tokenContext = (owner: IntegrationKey) => `${owner.tenantId}/${owner.integrationId}/inbox/token`;

export function encryptDelivery(keyring: Keyring, owner: IntegrationKey, body: Buffer): EncryptedValue {
  return keyring.encrypt(body, bodyContext(owner));
}

/** @throws DecryptionError */
export function decryptDelivery(
  keyring: Keyring,
  owner: IntegrationKey,
  value: StoredEncryptedValue,
): Buffer {
  return keyring.decrypt(value, bodyContext(owner));
}

export function encryptDeliveryToken(keyring: Keyring, owner: IntegrationKey, token: string): EncryptedValue {
  return keyring.encrypt(token, tokenContext(owner));
}

/** @throws DecryptionError */
export function decryptDeliveryToken(
  keyring: Keyring,
  owner: IntegrationKey,
  value: StoredEncryptedValue,
): string {
  return keyring.decrypt(value, tokenContext(owner)).toString('utf8');
}

const hookContext = (owner: IntegrationKey) => `${owner.tenantId}/${owner.integrationId}/hook`;

export function encryptHookSecret(keyring: Keyring, owner: IntegrationKey, secret: string): EncryptedValue {
  return keyring.encrypt(secret, hookContext(owner));
}

/** @throws DecryptionError */
export function decryptHookSecret(
  keyring: Keyring,
  owner: IntegrationKey,
  value: StoredEncryptedValue,
): string {
  return keyring.decrypt(value, hookContext(owner)).toString('utf8');
}
