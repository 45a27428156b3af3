import { useTranslation } from 'react-i18next';
import { useTenant } from '../../app/session';
import { absoluteTime } from '../../components/moments';
import { PasswordField } from '../../components/PasswordField';
import { currentLanguage } from '../../i18n/language';
import { type FieldProps, textOf } from './field';

/** A secret that is kept is never shown again: only that it is there, and since when. */
export function SecretField({
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
  const { timezone } = useTenant();
  const setAt = integration?.secrets[field.path]?.setAt;
  const kept =
    setAt === undefined
      ? null
      : t('settings.secretKept', { at: absoluteTime(new Date(setAt), currentLanguage(), timezone) });
  return (
    <PasswordField
      label={label}
      description={[help, kept].filter((part) => part !== undefined && part !== null).join('. ')}
      placeholder={kept === null ? '' : '••••••••••••'}
      value={textOf(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      disabled={disabled}
      required={field.required && kept === null}
      autoComplete="new-password"
    />
  );
}
