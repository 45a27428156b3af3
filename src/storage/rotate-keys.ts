import type { Keyring } from '../platform/encryption';
import { decryptRawCopy, encryptRawCopy } from '../platform/raw-copy-cipher';
import { decryptSecrets, decryptSettings, encryptSecret, encryptSettings } from '../platform/settings-cipher';
import type { IntegrationDocument, StoredSecret } from './integrations';
import type { Storage } from './storage';

/** How many were looked at, and how many were encrypted again. */
export interface RotationReport {
  readonly integrations: { readonly seen: number; readonly rotated: number };
  readonly rawCopies: { readonly seen: number; readonly rotated: number };
}

/**
 * Encrypts with the first key whatever another key encrypts. What is done stays done, so after a stop it
 * is simply begun again; the processes go on meanwhile.
 *
 * @param onProgress is told each time a hundred documents were looked at.
 * @throws DecryptionError when a key that is needed is not configured any more
 */
export async function rotateKeys(
  { integrations, rawCopies }: Pick<Storage, 'integrations' | 'rawCopies'>,
  keyring: Keyring,
  onProgress: (seen: number) => void,
): Promise<RotationReport> {
  const counts = { integrations: { seen: 0, rotated: 0 }, rawCopies: { seen: 0, rotated: 0 } };
  const count = (of: { seen: number; rotated: number }, rotated: boolean) => {
    of.seen += 1;
    if (rotated) of.rotated += 1;
    const seen = counts.integrations.seen + counts.rawCopies.seen;
    if (seen % 100 === 0) onProgress(seen);
  };
  for await (const integration of integrations.all()) {
    count(counts.integrations, await rotateIntegration({ integrations }, keyring, integration));
  }
  for await (const copy of rawCopies.all()) {
    const stale = !keyring.isCurrent(copy.body);
    if (stale) {
      const body = encryptRawCopy(keyring, copy, decryptRawCopy(keyring, copy, copy.body));
      await rawCopies.replaceEncryption(copy.tenantId, copy._id, body);
    }
    count(counts.rawCopies, stale);
  }
  return counts;
}

/** Settings that change at the same moment are read again: they may have been encrypted with either key. */
async function rotateIntegration(
  { integrations }: Pick<Storage, 'integrations'>,
  keyring: Keyring,
  first: IntegrationDocument,
): Promise<boolean> {
  let integration: IntegrationDocument | null = first;
  while (integration !== null && !isCurrent(keyring, integration)) {
    const part = encryptedAgain(keyring, integration);
    if (await integrations.replaceEncryption(integration, integration.version, part)) return true;
    integration = await integrations.get(integration);
  }
  return false;
}

function isCurrent(keyring: Keyring, { settings, secrets }: IntegrationDocument): boolean {
  return keyring.isCurrent(settings) && Object.values(secrets).every(({ value }) => keyring.isCurrent(value));
}

function encryptedAgain(
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
