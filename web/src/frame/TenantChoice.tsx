import { Select } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../app/session';

/** The tenant that is looked at, and the way to another. */
export function TenantChoice({ tenant }: { tenant: string | null }) {
  const { t } = useTranslation();
  const { tenants } = useMe();
  const navigate = useNavigate();
  return (
    <Select
      aria-label={t('frame.tenant')}
      placeholder={t('frame.chooseTenant')}
      data={tenants.map(({ id, name }) => ({ value: id, label: name }))}
      value={tenant}
      searchable
      allowDeselect={false}
      nothingFoundMessage={t('frame.noSuchTenant')}
      onChange={(id) => {
        if (id !== null) void navigate({ to: '/t/$tenant/integrations', params: { tenant: id } });
      }}
    />
  );
}
