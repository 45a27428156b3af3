import { isDeepStrictEqual } from 'node:util';
import { type AuditChange, changedFields, changedSecret } from '../domain/audit';
import { SkvozError } from '../domain/errors';
import { type IntegrationKey, type VendorName, vendorNames } from '../domain/names';
import type { Keyring } from '../platform/encryption';
import { decryptSecrets, decryptSettings, encryptSecret, encryptSettings } from '../platform/settings-cipher';
import type { HookFacts, IntegrationDocument, SettingsPart, StoredSecret } from '../storage/integrations';
import type { TenantDocument } from '../storage/tenants';
import { type CommonSettings, vendorRegistry } from '../vendors/registry';
import type { ApiDependencies } from './dependencies';
import { newHook } from './hook-secret';
import { invalidField, invalidRequest } from './invalid-request';
import { requireComponents, requireReferences } from './settings-check';

/** What a caller asks to be saved. */
export interface SettingsRequest {
  readonly settings: Readonly<Record<string, unknown>>;
  /** The version the caller has seen; absent: whatever is there is overwritten. */
  readonly version?: number | undefined;
  readonly vendor?: string | undefined;
}

export interface SavedSettings {
  readonly integration: IntegrationDocument;
  readonly changed: boolean;
  /** Of secrets only which. */
  readonly changes: readonly AuditChange[];
}

const LONGEST_SECRET = 4_096;
const LOST_RACES_CEILING = 10;

/**
 * Validates settings and writes them by compare-and-set; the first ones make the integration. Calls no
 * vendor. Secrets that are absent, null or empty stay what they were.
 *
 * @throws SkvozError `invalid_request` and the schema's own codes, `vendor_unknown`,
 *   `component_required`, `reference_not_found`, `settings_conflict`, `account_changed`
 */
export async function saveSettings(
  dependencies: Pick<ApiDependencies, 'storage' | 'keyring'>,
  tenant: TenantDocument,
  integrationId: string,
  request: SettingsRequest,
): Promise<SavedSettings> {
  const { storage, keyring } = dependencies;
  const key: IntegrationKey = { tenantId: tenant._id, integrationId };
  for (let tries = 0; tries < LOST_RACES_CEILING; tries += 1) {
    const before = await storage.integrations.get(key);
    const vendor = vendorOf(before, integrationId, request.vendor);
    const { plain, secrets } = splitSecrets(request.settings, vendorRegistry[vendor].secretNames);
    const parsed = vendorRegistry[vendor].schema.safeParse(plain, { reportInput: true });
    if (!parsed.success) throw invalidRequest(parsed.error.issues, ['settings']);
    const settings = parsed.data;
    requireComponents(settings, tenant);
    const references = await requireReferences(settings, key.tenantId, storage.pickLists);
    if (request.version !== undefined && request.version !== (before?.version ?? 0)) {
      throw new SkvozError('settings_conflict');
    }
    const account = vendorRegistry[vendor].account(settings);
    if (before?.accountFixed === true && before.account !== account) {
      throw new SkvozError('account_changed', { account: before.account }, [
        {
          path: 'settings',
          code: 'account_changed',
          message: {
            ru: `эта интеграция принадлежит ${before.account}`,
            en: `this integration belongs to ${before.account}`,
          },
        },
      ]);
    }
    const known = before === null ? {} : decryptSecrets(keyring, key, before.secrets);
    const changedSecrets = Object.entries(secrets).filter(([name, secret]) => known[name] !== secret);
    const stored = before === null ? null : decryptSettings(keyring, key, before.settings);
    if (before !== null && changedSecrets.length === 0 && isDeepStrictEqual(stored, asJson(settings))) {
      return { integration: before, changed: false, changes: [] };
    }

    const now = new Date();
    const encrypted = changedSecrets.map(([name, secret]): [string, StoredSecret] => [
      name,
      { value: encryptSecret(keyring, key, name, secret), setAt: now },
    ]);
    const part: SettingsPart = {
      settings: encryptSettings(keyring, key, settings),
      secrets: { ...before?.secrets, ...Object.fromEntries(encrypted) },
      references,
      account,
      timeZone: settings.timeZone ?? tenant.timezone,
    };
    const saved =
      before === null
        ? await storage.integrations.create(key, vendor, part, now, hookOf(keyring, key, vendor, now))
        : await storage.integrations.replaceSettings(
            key,
            before.version,
            part,
            now,
            readsDifferently(vendor, stored, settings),
          );
    if (saved !== null) {
      const changes = [
        ...changedFields(stored, asJson(settings)),
        ...changedSecrets.map(([name]) => changedSecret(name)),
      ];
      return { integration: saved, changed: true, changes };
    }
  }
  throw new SkvozError('settings_conflict');
}

/** The address exists before the first activation, so that it can be handed to the vendor. */
function hookOf(keyring: Keyring, key: IntegrationKey, vendor: VendorName, now: Date): HookFacts | null {
  return vendorRegistry[vendor].webhooks ? newHook(keyring, key, now) : null;
}

/** Whether what is stored of the records means something else under the new settings. */
function readsDifferently(vendor: VendorName, stored: unknown, settings: CommonSettings): boolean {
  const { schema, readingOf } = vendorRegistry[vendor];
  if (readingOf === undefined) return false;
  const before = schema.safeParse(stored);
  return !before.success || !isDeepStrictEqual(asJson(readingOf(before.data)), asJson(readingOf(settings)));
}

/** As JSON keeps it: fields that are `undefined` are not there. */
function asJson(settings: unknown): unknown {
  return JSON.parse(JSON.stringify(settings));
}

function isVendorName(name: string): name is VendorName {
  return vendorNames.some((vendor) => vendor === name);
}

function vendorOf(
  before: IntegrationDocument | null,
  integrationId: string,
  asked: string | undefined,
): VendorName {
  if (before !== null) {
    if (asked === undefined || asked === before.vendor) return before.vendor;
    throw invalidField('vendor', 'unchangeable', {
      ru: `система этой интеграции — ${before.vendor}`,
      en: `the vendor of this integration is ${before.vendor}`,
    });
  }
  const name = asked ?? integrationId;
  if (isVendorName(name)) return name;
  if (asked === undefined) {
    throw invalidField('vendor', 'required', {
      ru: 'нужно указать, если имя интеграции не совпадает с именем системы',
      en: `required where the integration's id is not a vendor's name`,
    });
  }
  throw new SkvozError('vendor_unknown', { vendor: asked, vendors: vendorNames.join(', ') }, [
    {
      path: 'vendor',
      code: 'vendor_unknown',
      message: {
        ru: `возможные значения: ${vendorNames.join(', ')}`,
        en: `must be one of ${vendorNames.join(', ')}`,
      },
    },
  ]);
}

/** Takes the given secrets out of the settings; what keeps the stored one is in neither part. */
function splitSecrets(
  settings: Readonly<Record<string, unknown>>,
  secretNames: readonly string[],
): { plain: Record<string, unknown>; secrets: Record<string, string> } {
  const plain = { ...settings };
  const secrets: Record<string, string> = {};
  for (const name of secretNames) {
    const secret = plain[name] ?? '';
    delete plain[name];
    if (typeof secret !== 'string' || secret.length > LONGEST_SECRET) {
      throw invalidField(`settings.${name}`, 'invalid_type', {
        ru: `нужен текст не длиннее ${LONGEST_SECRET} символов`,
        en: `must be a text of at most ${LONGEST_SECRET} characters`,
      });
    }
    const trimmed = secret.trim();
    if (trimmed !== '') secrets[name] = trimmed;
  }
  return { plain, secrets };
}
