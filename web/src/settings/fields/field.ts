import type { Integration } from '../../api/integrations';
import type { SettingsField } from '../../api/vendors';
import type { ValueRules } from '../json-schema';

/** What every control is given. */
export interface FieldProps {
  readonly field: SettingsField;
  readonly rules: ValueRules;
  readonly label: string;
  readonly help: string | undefined;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  /** What is wrong with the value; null when nothing is. */
  readonly error: string | null;
  /** What is wrong with a part of the value, by its path. */
  readonly partError: (path: string) => string | null;
  readonly disabled: boolean;
  readonly integration: Integration | null;
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
