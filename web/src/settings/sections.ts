import type { SettingsField } from '../api/vendors';

/** Parts of the settings page, in order. */
export interface Sections {
  /** What the vendor has to be told to let us in. */
  readonly access: readonly SettingsField[];
  readonly leads: readonly SettingsField[];
  readonly deals: readonly SettingsField[];
  /** What works without being touched. */
  readonly advanced: readonly SettingsField[];
}

/** Sorts a vendor's fields by what they are about. */
export function sectionsOf(fields: readonly SettingsField[]): Sections {
  const below = (prefix: string) => fields.filter(({ path }) => path.startsWith(prefix));
  const leads = below('leads.');
  const deals = below('deals.');
  const rest = fields.filter((field) => !leads.includes(field) && !deals.includes(field));
  return {
    access: rest.filter(({ required }) => required),
    leads,
    deals,
    advanced: rest.filter(({ required }) => !required),
  };
}
