import { DatePickerInput, DatesProvider } from '@mantine/dates';
import '@mantine/dates/styles.layer.css';
import 'dayjs/locale/ru';
import { IconCalendar } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../i18n/language';
import { dateIn, monthOf, shifted } from './calendar';
import type { Period, PeriodFieldProps } from './PeriodField';

type Range = [string | null, string | null];

/** The field of a period with its calendar, which is large: it comes in a file of its own. */
export default function PeriodPicker(props: PeriodFieldProps) {
  const { label, placeholder, value, onChange, timeZone, labelHidden = false, size = 'sm' } = props;
  const { t } = useTranslation();
  const [half, setHalf] = useState<string | null>(null);
  const today = dateIn(new Date(), timeZone);
  const month = monthOf(today);
  const lastMonth = monthOf(today, -1);
  const presets: { label: string; value: Range }[] = [
    { label: t('period.today'), value: [today, today] },
    { label: t('period.week'), value: [shifted(today, -6), today] },
    { label: t('period.days30'), value: [shifted(today, -29), today] },
    { label: t('period.month'), value: [month.from, today] },
    { label: t('period.lastMonth'), value: [lastMonth.from, lastMonth.to] },
  ];
  const choose = ([from, to]: Range) => {
    setHalf(to === null ? from : null);
    if (from === null) onChange({});
    else if (to !== null) onChange({ from, to });
  };
  return (
    <DatesProvider settings={{ locale: currentLanguage(), firstDayOfWeek: 1 }}>
      <DatePickerInput
        type="range"
        {...(labelHidden ? { 'aria-label': `${label}: ${inWords(value) ?? placeholder}` } : { label })}
        placeholder={placeholder}
        leftSection={<IconCalendar size={16} aria-hidden />}
        value={half === null ? [value.from ?? null, value.to ?? null] : [half, null]}
        onChange={choose}
        presets={presets}
        valueFormat="DD.MM.YYYY"
        allowSingleDateInRange
        clearable
        clearButtonProps={{ 'aria-label': t('actions.clear') }}
        size={size}
        {...(size === 'sm' ? { w: { base: '100%', xs: 250 } } : {})}
      />
    </DatesProvider>
  );
}

/** As the field itself shows it, so that who speaks to the page can call it by what they see. */
function inWords({ from, to }: Period): string | null {
  if (from === undefined || to === undefined) return null;
  const day = (date: string) => date.split('-').reverse().join('.');
  return `${day(from)} – ${day(to)}`;
}
