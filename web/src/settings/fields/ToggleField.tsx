import { Switch } from '@mantine/core';
import type { FieldProps } from './field';

export function ToggleField({ label, help, value, onChange, error, disabled }: FieldProps) {
  return (
    <Switch
      label={label}
      description={help}
      checked={value === true}
      onChange={(event) => onChange(event.currentTarget.checked)}
      error={error}
      disabled={disabled}
    />
  );
}
