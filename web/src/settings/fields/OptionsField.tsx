import { MultiSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FieldProps } from './field';

/** Choices that the vendor told when its credentials were tried last. */
export function OptionsField({
  field,
  label,
  help,
  value,
  onChange,
  error,
  disabled,
  integration,
}: FieldProps) {
  const { t } = useTranslation();
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const told = integration?.options[field.optionsKey ?? ''] ?? [];
  const known = new Set(told.map(({ id }) => id));
  const data = [
    ...told.map(({ id, title }) => ({ value: id, label: title })),
    // The vendor may have taken away what is chosen.
    ...chosen.filter((id) => !known.has(id)).map((id) => ({ value: id, label: id })),
  ];
  return (
    <MultiSelect
      label={label}
      description={told.length === 0 ? t('settings.optionsAfterCheck') : help}
      placeholder={chosen.length === 0 && told.length > 0 ? t('settings.chosenByUs') : ''}
      data={data}
      value={chosen}
      onChange={onChange}
      searchable
      clearable
      error={error}
      disabled={disabled || data.length === 0}
    />
  );
}
