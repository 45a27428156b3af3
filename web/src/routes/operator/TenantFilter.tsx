import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/session';

interface TenantFilterProps {
  readonly tenant: string | undefined;
  /** @param tenant null: all of them. */
  readonly onChange: (tenant: string | null) => void;
}

/** Narrows an operator's page to one tenant. */
export function TenantFilter({ tenant, onChange }: TenantFilterProps) {
  const { t } = useTranslation();
  const { tenants } = useMe();
  return (
    <Select
      aria-label={t('users.tenant')}
      placeholder={t('operator.allTenants')}
      data={tenants.map(({ id, name }) => ({ value: id, label: name }))}
      value={tenant ?? null}
      onChange={onChange}
      clearable
      searchable
      nothingFoundMessage={t('states.nothingFound')}
      maw={{ sm: 320 }}
      mb="md"
    />
  );
}
