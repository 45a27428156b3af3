import { useTranslation } from 'react-i18next';
import { wholeNumber } from '../../components/moments';
import { currentLanguage } from '../../i18n/language';

interface RowCountProps {
  /** What the server counted; undefined until it has. */
  readonly counted: { readonly count: number; readonly more?: boolean } | undefined;
}

/** How many rows the filter has. */
export function RowCount({ counted }: RowCountProps) {
  const { t } = useTranslation();
  if (counted === undefined) return null;
  const { count, more = false } = counted;
  const number = wholeNumber(count, currentLanguage());
  return more ? t('raw.moreThan', { number }) : t('raw.found', { number });
}
