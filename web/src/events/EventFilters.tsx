import { Group, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EventFilter } from '../api/events';
import { eventOutcomes } from '../app/search';
import { useTenant } from '../app/session';
import { PeriodField } from '../components/PeriodField';
import { useEventWords } from './event-words';

interface EventFiltersProps {
  readonly filter: EventFilter;
  readonly onChange: (filter: EventFilter) => void;
}

/** Narrows the list by what became of a delivery and by the days on which it came. */
export function EventFilters({ filter, onChange }: EventFiltersProps) {
  const { t } = useTranslation();
  const words = useEventWords();
  const { timezone } = useTenant();
  const { outcome, reason, ...period } = filter;
  return (
    <Group gap="sm" align="flex-end">
      <Select
        label={t('events.outcome')}
        placeholder={t('filters.any')}
        data={eventOutcomes.map((value) => ({ value, label: words.outcome(value) }))}
        value={outcome ?? null}
        onChange={(value) => {
          const chosen = eventOutcomes.find((one) => one === value);
          onChange(chosen === undefined ? period : { ...period, outcome: chosen });
        }}
        clearable
        w={{ base: '100%', xs: 220 }}
      />
      <PeriodField
        label={t('events.period')}
        placeholder={t('events.anyTime')}
        value={period}
        onChange={(chosen) =>
          onChange({
            ...chosen,
            ...(outcome === undefined ? {} : { outcome }),
            ...(reason === undefined ? {} : { reason }),
          })
        }
        timeZone={timezone}
      />
    </Group>
  );
}
