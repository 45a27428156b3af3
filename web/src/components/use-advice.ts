import { useTranslation } from 'react-i18next';
import { useMayChange } from '../app/session';

/** Turns what to press into who can press it, for somebody who has nothing to press. */
export function useAdvice(): (whatToPress: string) => string {
  const { t } = useTranslation();
  const mayChange = useMayChange();
  return (whatToPress) => (mayChange ? whatToPress : t('states.askAdmin'));
}
