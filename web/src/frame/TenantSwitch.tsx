import { Select, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { roleOf, useMe } from '../app/session';

/** The tenant that is looked at; for who may see several, a way to another. */
export function TenantSwitch({ tenant }: { tenant: string | null }) {
  const { t } = useTranslation();
  const me = useMe();
  const { tenants } = me;
  const navigate = useNavigate();
  if (roleOf(me) !== 'operator' && tenants.length < 2) {
    return (
      <Text size="sm" fw={600} truncate title={tenants[0]?.name}>
        {tenants[0]?.name}
      </Text>
    );
  }
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
