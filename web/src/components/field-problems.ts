import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem';

/** Codes of wrong fields that have a text of their own. */
const KNOWN = [
  'account_changed',
  'component_required',
  'custom',
  'email_taken',
  'invalid_format',
  'invalid_type',
  'password_weak',
  'password_wrong',
  'reference_not_found',
  'required',
  'secret_required',
  'too_big',
  'too_small',
  'uid_host_refused',
  'uid_invalid',
  'uid_is_widget',
] as const;

type KnownCode = (typeof KNOWN)[number];

function isKnown(code: string): code is KnownCode {
  return KNOWN.some((known) => known === code);
}

function textOf(t: TFunction, code: string): string {
  return isKnown(code) ? t(`fieldProblems.${code}`) : t('fieldProblems.other');
}

/** What is wrong with each field, by its path; null for one that is right. */
export type FieldProblems = (path: string) => string | null;

/**
 * The wrong fields of a refused request, for showing beside the fields. A problem deep within a field,
 * such as `settings.leads.fallback.siteId`, is also a problem of `settings.leads.fallback`.
 *
 * @param prefix where in the request the fields stand, e.g. `settings`.
 */
export function useFieldProblems(error: unknown, prefix = ''): FieldProblems {
  const { t } = useTranslation();
  if (!(error instanceof ApiProblem)) return () => null;
  const start = prefix === '' ? '' : `${prefix}.`;
  return (path) => {
    const wanted = `${start}${path}`;
    const found = error.facts.fields.find(
      (field) => field.path === wanted || field.path.startsWith(`${wanted}.`),
    );
    return found === undefined ? null : textOf(t, found.code);
  };
}
