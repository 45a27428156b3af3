import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useTenant } from '../../app/session';
import { type FieldProps, textOf } from './field';

const ZONES = Intl.supportedValuesOf('timeZone');

/** Left empty, the zone is the tenant's. */
export function TimeZoneField({ label, help, value, onChange, error, disabled }: FieldProps) {
  const { t } = useTranslation();
  const { timezone } = useTenant();
  const chosen = textOf(value);
  const zones = chosen === '' || ZONES.includes(chosen) ? ZONES : [chosen, ...ZONES];
  return (
    <Select
      label={label}
      description={help}
      placeholder={t('settings.zoneOfTenant', { zone: timezone })}
      data={zones}
      value={chosen === '' ? null : chosen}
      onChange={onChange}
      searchable
      clearable
      nothingFoundMessage={t('settings.noSuchZone')}
      limit={100}
      error={error}
      disabled={disabled}
      maw={360}
    />
  );
}
