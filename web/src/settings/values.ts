import type { SettingsField, Vendor } from '../api/vendors';
import { rulesAt, type ValueRules } from './json-schema';
import { isStatusLines, linesOf, mapOf } from './status-map';

/** What the form holds, by the path of the field. */
export type Values = Readonly<Record<string, unknown>>;

/** Settings as the API gives and takes them. */
type Settings = Readonly<Record<string, unknown>>;

/** What of a vendor decides how its settings are read and written. */
type Described = Pick<Vendor, 'fields' | 'settingsSchema'>;

function objectOf(value: unknown): Settings {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function valueAt(settings: Settings, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => objectOf(value)[name], settings);
}

/** Undefined takes the value away. */
function withValue(settings: Settings, [name = '', ...rest]: readonly string[], value: unknown): Settings {
  const { [name]: old, ...others } = settings;
  const inner = rest.length === 0 ? value : withValue(objectOf(old), rest, value);
  return inner === undefined ? others : { ...others, [name]: inner };
}

/** As a control holds it: a list of codes is one line of text, and a secret is never shown. */
function held({ control }: SettingsField, value: unknown): unknown {
  switch (control) {
    case 'secret':
      return '';
    case 'text':
      return Array.isArray(value) ? value.join(', ') : String(value ?? '');
    case 'toggle':
      return value === true;
    case 'options':
      return Array.isArray(value) ? value.map(String) : [];
    case 'status_map':
      return linesOf(value);
    default:
      return value ?? null;
  }
}

/** As the API takes it. What is left out keeps a secret, and gives anything else its default. */
function given({ control }: SettingsField, value: unknown, rules: ValueRules): unknown {
  switch (control) {
    case 'secret':
    case 'text':
      return value === '' ? undefined : value;
    case 'options':
      return rules.numbers && Array.isArray(value) ? value.map(Number) : value;
    case 'status_map':
      return isStatusLines(value) ? mapOf(value, rules.mapsToObjects) : undefined;
    default:
      return value ?? undefined;
  }
}

/** What the form shows of saved settings; null: nothing is saved yet, and the defaults are shown. */
export function valuesOf({ fields, settingsSchema }: Described, settings: Settings | null): Values {
  return Object.fromEntries(
    fields.map((field) => {
      const value =
        settings === null ? rulesAt(settingsSchema, field.path).fallback : valueAt(settings, field.path);
      return [field.path, held(field, value)];
    }),
  );
}

/**
 * The settings to be saved.
 *
 * @param saved what they were; parts of them that no field shows are kept.
 */
export function settingsOf(
  { fields, settingsSchema }: Described,
  values: Values,
  saved: Settings | null,
): Record<string, unknown> {
  return {
    ...fields.reduce<Settings>((settings, field) => {
      const value = given(field, values[field.path], rulesAt(settingsSchema, field.path));
      return withValue(settings, field.path.split('.'), value);
    }, saved ?? {}),
  };
}

/** Whether two forms hold the same. */
export function sameValues(one: Values, other: Values): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
