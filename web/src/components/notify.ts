import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { problemTexts } from './problem-texts';

/** Says in a corner of the page what went wrong and what to do, for deeds that have no place of their own for it. */
export function useNotifyProblem(): (error: unknown) => void {
  const { t } = useTranslation();
  return (error) => {
    const { title, action } = problemTexts(t, error);
    notifications.show({ color: 'red', title, message: action, autoClose: 10_000 });
  };
}
