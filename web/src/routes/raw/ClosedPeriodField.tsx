import { useTranslation } from 'react-i18next';
import { PeriodField } from '../../components/PeriodField';

interface ClosedPeriodFieldProps {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly timeZone: string;
  readonly onChange: (closed: {
    readonly closedFrom: string | undefined;
    readonly closedTo: string | undefined;
  }) => void;
}

/** The days on which deals were closed. */
export function ClosedPeriodField({ from, to, timeZone, onChange }: ClosedPeriodFieldProps) {
  const { t } = useTranslation();
  return (
    <PeriodField
      label={t('deals.closedPeriod')}
      placeholder={t('raw.any')}
      value={{ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }}
      onChange={(period) => onChange({ closedFrom: period.from, closedTo: period.to })}
      timeZone={timeZone}
      size="xs"
    />
  );
}
