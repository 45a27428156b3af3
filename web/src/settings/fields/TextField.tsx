import { TextInput } from '@mantine/core';
import { type FieldProps, textOf } from './field';

export function TextField({ field, label, help, value, onChange, error, disabled }: FieldProps) {
  return (
    <TextInput
      label={label}
      description={help}
      value={textOf(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      disabled={disabled}
      required={field.required}
      autoComplete="off"
      spellCheck={false}
    />
  );
}
