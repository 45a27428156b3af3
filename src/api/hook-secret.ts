import { randomBytes } from 'node:crypto';
import type { IntegrationKey, VendorName } from '../domain/names';
import { decryptHookSecret, encryptHookSecret } from '../platform/delivery-cipher';
import type { Keyring } from '../platform/encryption';
import { createIdentifier, equalHashes, hashKey } from '../platform/hash';
import type { HookFacts, RetiredSecret } from '../storage/integrations';

const SECRET_BYTES = 32;
/** After a rotation the vendor may go on sending to the old address for this long. */
const GRACE_MS = 7 * 24 * 60 * 60 * 1000;

function newSecret(
  keyring: Keyring,
  key: IntegrationKey,
  now: Date,
): Pick<HookFacts, 'secret' | 'secretHash' | 'setAt'> {
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  return { secret: encryptHookSecret(keyring, key, secret), secretHash: hashKey(secret), setAt: now };
}

/** A hook with an address nobody can guess. */
export function newHook(keyring: Keyring, key: IntegrationKey, now: Date): HookFacts {
  return { id: createIdentifier(), ...newSecret(keyring, key, now), previous: null };
}

/** The same hook with a new secret; the old one serves for seven days more, and those before it for what they have left. */
export function rotatedHook(keyring: Keyring, key: IntegrationKey, hook: HookFacts, now: Date): HookFacts {
  const previous = { secretHash: hook.secretHash, until: new Date(now.getTime() + GRACE_MS) };
  const earlier = retiredSecrets(hook).filter(({ until }) => until > now);
  return { ...hook, ...newSecret(keyring, key, now), previous, earlier };
}

/** Whether a secret is the hook's own, or was and still serves. */
export function isSecretOf(hook: HookFacts, secret: string, now: Date): boolean {
  const hash = hashKey(secret);
  if (equalHashes(hash, hook.secretHash)) return true;
  return retiredSecrets(hook).some(({ secretHash, until }) => until > now && equalHashes(hash, secretHash));
}

function retiredSecrets({ previous, earlier = [] }: HookFacts): RetiredSecret[] {
  return previous === null ? [] : [previous, ...earlier];
}

/** The address to hand to the vendor. It holds the secret: to be shown to its owner, never logged. */
export function webhookUrl(
  keyring: Keyring,
  key: IntegrationKey,
  publicUrl: string,
  vendor: VendorName,
  hook: HookFacts,
): string {
  return `${publicUrl}/hooks/${vendor}/${hook.id}/${decryptHookSecret(keyring, key, hook.secret)}`;
}
