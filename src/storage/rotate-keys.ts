import {
  decryptDelivery,
  decryptDeliveryToken,
  decryptHookSecret,
  encryptDelivery,
  encryptDeliveryToken,
  encryptHookSecret,
} from '../platform/delivery-cipher';
import type { Keyring } from '../platform/encryption';
import { decryptRawCopy, encryptRawCopy } from '../platform/raw-copy-cipher';
import { decryptSecrets, decryptSettings, encryptSecret, encryptSettings } from '../platform/settings-cipher';
import type { InboxDocument } from './inbox';
import type { IntegrationDocument, StoredSecret } from './integrations';
import type { Storage } from './storage';

interface Count {
  readonly seen: number;
  readonly rotated: number;
}

/** How many were looked at, and how many were encrypted again. */
export interface RotationReport {
  readonly integrations: Count;
  readonly rawCopies: Count;
  readonly deliveries: Count;
}

/**
 * Encrypts with the first key whatever another key encrypts. What is done stays done, so after a stop it
 * is simply begun again; the processes go on meanwhile.
 *
 * @param onProgress is told each time a hundred documents were looked at.
 * @throws DecryptionError when a key that is needed is not configured any more
 */
export async function rotateKeys(
  { integrations, rawCopies, inbox }: Pick<Storage, 'integrations' | 'rawCopies' | 'inbox'>,
  keyring: Keyring,
  onProgress: (seen: number) => void,
): Promise<RotationReport> {
  const counts = {
    integrations: { seen: 0, rotated: 0 },
    rawCopies: { seen: 0, rotated: 0 },
    deliveries: { seen: 0, rotated: 0 },
  };
  let seen = 0;
  const count = (of: { seen: number; rotated: number }, rotated: boolean) => {
    of.seen += 1;
    if (rotated) of.rotated += 1;
    seen += 1;
    if (seen % 100 === 0) onProgress(seen);
  };
  for await (const integration of integrations.all()) {
    const settings = await rotateSettings({ integrations }, keyring, integration);
    const hook = await rotateHook({ integrations }, keyring, integration);
    count(counts.integrations, settings || hook);
  }
  for await (const copy of rawCopies.all()) {
    const stale = !keyring.isCurrent(copy.body);
    if (stale) {
      const body = encryptRawCopy(keyring, copy, decryptRawCopy(keyring, copy, copy.body));
      await rawCopies.replaceEncryption(copy.tenantId, copy._id, body);
    }
    count(counts.rawCopies, stale);
  }
  for await (const row of inbox.all()) {
    const encrypted = deliveryEncryptedAgain(keyring, row);
    if (encrypted !== null) await inbox.replaceEncryption(row, encrypted);
    count(counts.deliveries, encrypted !== null);
  }
  return counts;
}

/** Settings that change at the same moment are read again: they may have been encrypted with either key. */
async function rotateSettings(
  { integrations }: Pick<Storage, 'integrations'>,
  keyring: Keyring,
  first: IntegrationDocument,
): Promise<boolean> {
  let integration: IntegrationDocument | null = first;
  while (integration !== null && !isCurrent(keyring, integration)) {
    const part = settingsEncryptedAgain(keyring, integration);
    if (await integrations.replaceEncryption(integration, integration.version, part)) return true;
    integration = await integrations.get(integration);
  }
  return false;
}

/** A hook whose secret is replaced at the same moment is read again: its old secret must not come back. */
async function rotateHook(
  { integrations }: Pick<Storage, 'integrations'>,
  keyring: Keyring,
  first: IntegrationDocument,
): Promise<boolean> {
  let integration: IntegrationDocument | null = first;
  while (integration?.hook != null && !keyring.isCurrent(integration.hook.secret)) {
    const { hook } = integration;
    const plain = decryptHookSecret(keyring, integration, hook.secret);
    const secret = encryptHookSecret(keyring, integration, plain);
    if (await integrations.replaceHookEncryption(integration, hook, secret)) return true;
    integration = await integrations.get(integration);
  }
  return false;
}

function isCurrent(keyring: Keyring, { settings, secrets }: IntegrationDocument): boolean {
  return keyring.isCurrent(settings) && Object.values(secrets).every(({ value }) => keyring.isCurrent(value));
}

function settingsEncryptedAgain(
  keyring: Keyring,
  integration: IntegrationDocument,
): Pick<IntegrationDocument, 'settings' | 'secrets'> {
  const plain = decryptSecrets(keyring, integration, integration.secrets);
  const secrets = Object.entries(integration.secrets).map(([name, { setAt }]): [string, StoredSecret] => [
    name,
    { value: encryptSecret(keyring, integration, name, plain[name] ?? ''), setAt },
  ]);
  return {
    settings: encryptSettings(
      keyring,
      integration,
      decryptSettings(keyring, integration, integration.settings),
    ),
    secrets: Object.fromEntries(secrets),
  };
}

/** Null when nothing of the delivery is encrypted with another key. */
function deliveryEncryptedAgain(
  keyring: Keyring,
  row: InboxDocument,
): Pick<InboxDocument, 'body' | 'token'> | null {
  const { body, token } = row;
  const values = [body, token].filter((value) => value !== undefined);
  if (values.every((value) => keyring.isCurrent(value))) return null;
  return {
    ...(body === undefined
      ? {}
      : { body: encryptDelivery(keyring, row, decryptDelivery(keyring, row, body)) }),
    ...(token === undefined
      ? {}
      : { token: encryptDeliveryToken(keyring, row, decryptDeliveryToken(keyring, row, token)) }),
  };
}
