import { useTranslation } from 'react-i18next';
import type { Integration } from '../api/integrations';
import type { Vendor } from '../api/vendors';
import { type FieldProblems, isAboutFields, isWithin, useFieldProblems } from '../components/field-problems';
import type { SettingsForm } from './use-settings-form';

interface Facts {
  readonly vendor: Vendor;
  readonly integration: Integration | null;
}

/**
 * What was refused of the settings, less what was changed since. Beside it stand the secrets that were never
 * given: settings may be saved without them, so the server speaks of them only when everything else is right.
 *
 * @param isWanted whether saving is to switch the integration on, which needs the secrets.
 */
export function useWrongFields(
  form: SettingsForm,
  { vendor, integration }: Facts,
  isWanted: boolean,
): FieldProblems {
  const { t } = useTranslation();
  const refused = useFieldProblems(form.error, 'settings');
  const unfilled =
    isWanted || isAboutFields(form.error)
      ? vendor.fields.filter(
          ({ path, control, required }) =>
            control === 'secret' &&
            required &&
            integration?.secrets[path] === undefined &&
            (form.values[path] ?? '') === '',
        )
      : [];
  return (path) => {
    if (form.mended.some((one) => isWithin(path, one))) return null;
    return refused(path) ?? (unfilled.some((one) => one.path === path) ? t('fieldProblems.required') : null);
  };
}
