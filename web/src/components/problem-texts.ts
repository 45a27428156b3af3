import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { ApiProblem, type Texts } from '../api/problem';
import { currentLanguage } from '../i18n/language';

interface ProblemTexts {
  /** What went wrong. */
  readonly title: string;
  /** What to press or do next. */
  readonly action: string;
}

/** Picks the text in the language that is shown. */
export function useTexts(): (texts: Texts) => string {
  // Draws again when the language changes.
  useTranslation();
  return (texts) => texts[currentLanguage()];
}

/** The texts of a failure in the language that is shown. */
export function problemTexts(t: TFunction, error: unknown): ProblemTexts {
  if (!(error instanceof ApiProblem)) {
    return { title: t('problems.page.title'), action: t('problems.page.action') };
  }
  const { title, action, status } = error.facts;
  if (title === null || action === null) {
    return status === 0
      ? { title: t('problems.silence.title'), action: t('problems.silence.action') }
      : { title: t('problems.unreadable.title', { status }), action: t('problems.unreadable.action') };
  }
  return { title: title[currentLanguage()], action: action[currentLanguage()] };
}

export function useProblemTexts(error: unknown): ProblemTexts {
  const { t } = useTranslation();
  return problemTexts(t, error);
}
