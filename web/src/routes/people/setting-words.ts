import type { SettingsField, Vendor } from '../../api/vendors';
import { type AuditChange, type FieldWords, plainWords, type Vocabulary } from './audit-reading';

/** A name for a setting or a part of it. */
type Named = Omit<FieldWords, 'place'>;

/** In the order in which they are chosen. */
const FALLBACK_PARTS: readonly string[] = ['kind', 'campaignId', 'sourceId', 'siteId'];

/** The settings field that a changed path is or lies in, with what of the path follows it. */
function fieldAt({ fields }: Vendor, path: string): { field: SettingsField; rest: string } | null {
  const field = fields.find((one) => path === one.path || path.startsWith(`${one.path}.`));
  return field === undefined ? null : { field, rest: path.slice(field.path.length + 1) };
}

/**
 * Whose settings were changed: the vendor that names the integration, as `profsalon-2` does, else the one
 * that has most of the fields.
 */
export function vendorOf(
  vendors: readonly Vendor[],
  integration: string,
  changes: readonly AuditChange[],
): Vendor | undefined {
  const named = vendors.find(({ vendor }) => integration === vendor || integration.startsWith(`${vendor}-`));
  if (named !== undefined) return named;
  const known = (vendor: Vendor) => changes.filter(({ field }) => fieldAt(vendor, field) !== null).length;
  return [...vendors].sort((one, other) => known(other) - known(one))[0];
}

/** A changed setting under the name that the settings page has for it; null for what it does not show. */
export function settingWords(vendor: Vendor, path: string, vocabulary: Vocabulary): FieldWords | null {
  const found = fieldAt(vendor, path);
  if (found === null) return null;
  const { field, rest } = found;
  const place = vendor.fields.indexOf(field) + (FALLBACK_PARTS.indexOf(rest) + 1) / 10;
  return { place, ...namedSetting(field, rest, vocabulary) };
}

function namedSetting(field: SettingsField, rest: string, vocabulary: Vocabulary): Named {
  const label = vocabulary.text(field.label);
  switch (field.control) {
    case 'secret':
      return { label };
    case 'fallback':
      return fallbackWords(label, rest, vocabulary);
    case 'status_map':
      return statusWords(field, rest, vocabulary);
    default:
      return { label, read: (value) => choiceOr(field, value, vocabulary) };
  }
}

/** The words of a choice; any other value as it is. */
function choiceOr(field: SettingsField, value: string | number | boolean, { t, text }: Vocabulary): string {
  const choice = field.choices?.find((one) => one.value === value);
  return choice === undefined ? plainWords(value, t) : text(choice.label);
}

function fallbackWords(label: string, part: string, { t, nameOf }: Vocabulary): Named {
  switch (part) {
    case 'campaignId':
      return { label: t('entries.campaign.label'), read: (value) => nameOf('campaign', String(value)) };
    case 'sourceId':
      return { label: t('entries.source.label'), read: (value) => nameOf('source', String(value)) };
    case 'siteId':
      return { label: t('entries.site.label'), read: (value) => nameOf('site', String(value)) };
    default:
      return {
        label,
        read: (value) => (value === 'source' ? t('settings.source') : t('settings.campaign')),
      };
  }
}

const READINGS = ['in_process', 'success', 'failed'] as const;

/** @param rest a status of the vendor, or what is said of it: `5`, `5.stage`, `5.reading`. */
function statusWords(field: SettingsField, rest: string, vocabulary: Vocabulary): Named {
  const { t, text } = vocabulary;
  const status = rest.replace(/\.(stage|reading)$/, '');
  if (!rest.endsWith('.reading')) {
    return {
      label: `${text(field.label)} (${status})`,
      read: (value) => choiceOr(field, value, vocabulary),
    };
  }
  return {
    label: `${t('statusMap.reading')} (${status})`,
    read: (value) => {
      const reading = READINGS.find((one) => one === value);
      return reading === undefined ? plainWords(value, t) : t(`statusMap.readings.${reading}`);
    },
  };
}
