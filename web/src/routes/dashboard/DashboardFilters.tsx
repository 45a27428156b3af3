import { Group, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PeriodField } from '../../components/PeriodField';
import { useIntegrationNames, useRecordNames } from '../raw/names';
import { NOBODY } from '../raw/search';
import type { DashboardSearch } from './search';

interface DashboardFiltersProps {
  readonly tenant: string;
  readonly timeZone: string;
  readonly filter: DashboardSearch;
  readonly onChange: (change: Readonly<Record<string, string | null | undefined>>) => void;
}

/** The days and what else the numbers are narrowed to. */
export function DashboardFilters({ tenant, timeZone, filter, onChange }: DashboardFiltersProps) {
  const { t } = useTranslation();
  const integrations = useIntegrationNames(tenant);
  const { employees } = useRecordNames(tenant);
  const select = (
    name: 'integration' | 'employee',
    placeholder: string,
    choices: typeof employees.choices,
  ) => (
    <Select
      aria-label={t(`dashboard.${name}`)}
      placeholder={placeholder}
      data={[...choices]}
      value={filter[name] ?? null}
      onChange={(value) => onChange({ [name]: value })}
      clearable
      searchable
      nothingFoundMessage={t('states.nothingFound')}
      w={{ base: '100%', xs: 230 }}
    />
  );
  return (
    <Group gap="xs" mb="lg">
      <PeriodField
        label={t('raw.period')}
        placeholder={t('raw.period')}
        value={filter}
        onChange={({ from, to }) => onChange({ from, to })}
        timeZone={timeZone}
        labelHidden
      />
      {select('integration', t('dashboard.allIntegrations'), integrations.choices)}
      {select('employee', t('dashboard.allEmployees'), [
        { value: NOBODY, label: t('dashboard.nobody') },
        ...employees.choices,
      ])}
    </Group>
  );
}
