import { Badge, Button, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { IconBuilding, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { tenantsQuery } from '../../api/tenants';
import { EmptyState } from '../../components/EmptyState';
import { ListTable } from '../../components/ListTable';
import { Loaded } from '../../components/Loaded';
import { AnchorLink } from '../../components/links';
import { PageHeader } from '../../components/PageHeader';
import { CreateTenantButton } from './CreateTenantButton';
import { TenantDrawer } from './TenantDrawer';

export function TenantsPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/signed-in/operator/tenants' });
  const navigate = useNavigate({ from: '/operator/tenants' });
  const query = useQuery(tenantsQuery);
  const { open, q = '' } = search;
  const showOnly = (text: string) => void navigate({ search: text === '' ? {} : { q: text }, replace: true });
  const look = (id: string | null) =>
    void navigate({ search: { ...(q === '' ? {} : { q }), ...(id === null ? {} : { open: id }) } });
  const head = [
    { name: 'name', title: t('tenants.name') },
    { name: 'components', title: t('tenants.components') },
    { name: 'zone', title: t('tenants.timezone') },
    { name: 'actions', title: t('lists.actions'), end: true },
  ];
  return (
    <>
      <PageHeader
        title={t('tenants.title')}
        description={t('tenants.description')}
        actions={<CreateTenantButton onCreated={look} />}
      />
      <TextInput
        aria-label={t('tenants.find')}
        placeholder={t('tenants.find')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={q}
        onChange={(event) => showOnly(event.currentTarget.value)}
        maw={320}
        mb="md"
      />
      <Loaded query={query}>
        {(tenants) => {
          const shown = tenants.filter(({ name, id }) =>
            `${name} ${id}`.toLowerCase().includes(q.toLowerCase()),
          );
          if (shown.length === 0) {
            return (
              <EmptyState
                icon={<IconBuilding />}
                title={tenants.length === 0 ? t('tenants.empty.title') : t('states.nothingFound')}
              >
                {tenants.length === 0 ? t('tenants.empty.text') : t('tenants.empty.filtered')}
              </EmptyState>
            );
          }
          return (
            <ListTable label={t('tenants.title')} head={head} minWidth={720}>
              {shown.map(({ id, name, timezone, components }) => (
                <Table.Tr key={id}>
                  <Table.Td>
                    <Stack gap={0}>
                      <AnchorLink size="sm" fw={500} to="/t/$tenant/integrations" params={{ tenant: id }}>
                        {name}
                      </AnchorLink>
                      <Text size="xs" c="dimmed" ff="monospace">
                        {id}
                      </Text>
                    </Stack>
                  </Table.Td>
                  <Table.Td>
                    <Group gap={4}>
                      {components.length === 0 && t('tenants.noComponents')}
                      {components.map((component) => (
                        <Badge key={component} variant="light" tt="none" fw={500}>
                          {t(`components.${component}`)}
                        </Badge>
                      ))}
                    </Group>
                  </Table.Td>
                  <Table.Td>{timezone}</Table.Td>
                  <Table.Td ta="end">
                    <Button size="compact-sm" variant="subtle" onClick={() => look(id)}>
                      {t('tenants.manage')}
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
            </ListTable>
          );
        }}
      </Loaded>
      <TenantDrawer tenant={query.data?.find(({ id }) => id === open) ?? null} onClose={() => look(null)} />
    </>
  );
}
