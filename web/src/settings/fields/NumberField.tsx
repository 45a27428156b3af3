import { NumberInput } from '@mantine/core';
import type { FieldProps } from './field';

export function NumberField({ rules, label, help, value, onChange, error, disabled }: FieldProps) {
  return (
    <NumberInput
      label={label}
      description={help}
      value={typeof value === 'number' ? value : ''}
      onChange={(number) => onChange(number === '' ? null : number)}
      {...(rules.minimum === undefined ? {} : { min: rules.minimum })}
      {...(rules.maximum === undefined ? {} : { max: rules.maximum })}
      allowDecimal={false}
      clampBehavior="blur"
      error={error}
      disabled={disabled}
      maw={220}
    />
  );
}
