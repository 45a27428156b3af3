import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { ApiProblem, type FieldProblem } from '../api/problem';

/** Codes of wrong fields that have a text of their own; of others the server says what is wrong. */
const KNOWN = [
  'account_changed',
  'component_required',
  'email_taken',
  'invalid_format',
  'invalid_type',
  'invalid_union',
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

function textOf(t: TFunction, { code, message }: FieldProblem): string {
  if (isKnown(code)) return t(`fieldProblems.${code}`);
  return message === '' ? t('fieldProblems.other') : message.charAt(0).toUpperCase() + message.slice(1);
}

/** Whether all that an answer complains of are fields, beside which it is shown. */
export function isAboutFields(error: unknown): error is ApiProblem {
  return error instanceof ApiProblem && error.facts.fields.length > 0;
}

/** Whether `path` is `whole` or a part of it. */
export function isWithin(path: string, whole: string): boolean {
  return path === whole || path.startsWith(`${whole}.`);
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
    const found = error.facts.fields.find((field) => isWithin(field.path, wanted));
    return found === undefined ? null : textOf(t, found);
  };
}
