import { Select } from '@mantine/core';
import { useTexts } from '../../components/problem-texts';
import { type FieldProps, textOf } from './field';

export function SelectField({ field, label, help, value, onChange, error, disabled }: FieldProps) {
  const text = useTexts();
  return (
    <Select
      label={label}
      description={help}
      data={(field.choices ?? []).map((choice) => ({ value: choice.value, label: text(choice.label) }))}
      value={textOf(value)}
      onChange={onChange}
      allowDeselect={false}
      error={error}
      disabled={disabled}
      maw={360}
    />
  );
}
