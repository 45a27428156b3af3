import { Badge, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconBuilding, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Component, tenantsQuery } from '../../api/tenants';
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
        maw={{ sm: 320 }}
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
            <ListTable
              label={t('tenants.title')}
              rows={shown}
              keyOf={({ id }) => id}
              columns={[
                {
                  id: 'name',
                  title: t('tenants.name'),
                  cell: ({ id, name }) => (
                    <Stack gap={0}>
                      <AnchorLink size="sm" fw={500} to="/t/$tenant/integrations" params={{ tenant: id }}>
                        {name}
                      </AnchorLink>
                      <Text size="xs" c="dimmed" ff="monospace">
                        {id}
                      </Text>
                    </Stack>
                  ),
                },
                {
                  id: 'components',
                  title: t('tenants.components'),
                  least: 160,
                  cell: ({ components }) => <Components components={components} />,
                },
                { id: 'zone', title: t('tenants.timezone'), least: 140, cell: ({ timezone }) => timezone },
              ]}
              actions={{
                title: t('lists.actions'),
                least: 100,
                of: ({ id }) => (
                  <Button size="compact-sm" variant="subtle" onClick={() => look(id)}>
                    {t('tenants.manage')}
                  </Button>
                ),
              }}
            />
          );
        }}
      </Loaded>
      <TenantDrawer tenant={query.data?.find(({ id }) => id === open) ?? null} onClose={() => look(null)} />
    </>
  );
}

function Components({ components }: { components: readonly Component[] }) {
  const { t } = useTranslation();
  if (components.length === 0) return t('tenants.noComponents');
  return (
    <Group gap={4}>
      {components.map((component) => (
        <Badge
          key={component}
          variant="light"
          tt="none"
          fw={500}
          h="auto"
          radius="sm"
          styles={{ label: { whiteSpace: 'normal' } }}
        >
          {t(`components.${component}`)}
        </Badge>
      ))}
    </Group>
  );
}
