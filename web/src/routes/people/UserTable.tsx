import { Group, Stack, Table, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type User, usersQuery } from '../../api/people';
import { useMe } from '../../app/session';
import { EmptyState } from '../../components/EmptyState';
import { ListTable } from '../../components/ListTable';
import { Loaded } from '../../components/Loaded';
import { RelativeTime } from '../../components/RelativeTime';
import { StateBadge } from '../../components/StateBadge';
import { RoleChoice } from './RoleChoice';
import { UserActions } from './UserActions';

interface UserTableProps {
  /** Null: of the whole installation. */
  readonly tenant: string | null;
  readonly timeZone: string;
}

/** Who signs in, with what they may do. */
export function UserTable({ tenant, timeZone }: UserTableProps) {
  const { t } = useTranslation();
  const query = useQuery(usersQuery(tenant));
  const head = [
    { name: 'user', title: t('users.person') },
    ...(tenant === null ? [{ name: 'tenant', title: t('users.tenant') }] : []),
    { name: 'role', title: t('users.role') },
    { name: 'seen', title: t('users.lastSeen') },
    { name: 'actions', title: t('lists.actions'), end: true },
  ];
  return (
    <Loaded query={query}>
      {(users) =>
        users.length === 0 ? (
          <EmptyState icon={<IconUsers />} title={t('users.empty.title')}>
            {t('users.empty.text')}
          </EmptyState>
        ) : (
          <ListTable label={t('users.title')} head={head} minWidth={720}>
            {users.map((user) => (
              <UserRow key={user.id} user={user} withTenant={tenant === null} timeZone={timeZone} />
            ))}
          </ListTable>
        )
      }
    </Loaded>
  );
}

interface UserRowProps {
  readonly user: User;
  readonly withTenant: boolean;
  readonly timeZone: string;
}

function UserRow({ user, withTenant, timeZone }: UserRowProps) {
  const { t } = useTranslation();
  const me = useMe();
  const isMe = me.user?.id === user.id;
  const tenantName = me.tenants.find(({ id }) => id === user.tenantId)?.name ?? user.tenantId;
  return (
    <Table.Tr>
      <Table.Td>
        <Stack gap={0}>
          <Group gap="xs">
            <Text size="sm" fw={500}>
              {user.name}
            </Text>
            {isMe && <StateBadge tone="good">{t('users.you')}</StateBadge>}
            {user.disabledAt !== null && <StateBadge tone="bad">{t('users.disabled')}</StateBadge>}
          </Group>
          <Text size="xs" c="dimmed">
            {user.email}
          </Text>
        </Stack>
      </Table.Td>
      {withTenant && <Table.Td>{tenantName ?? '—'}</Table.Td>}
      <Table.Td>
        <RoleChoice user={user} fixed={isMe || user.role === 'operator'} />
      </Table.Td>
      <Table.Td>
        <Text size="sm">
          {user.lastSeenAt === null ? (
            t('users.neverSeen')
          ) : (
            <RelativeTime at={user.lastSeenAt} timeZone={timeZone} />
          )}
        </Text>
      </Table.Td>
      <Table.Td>{!isMe && <UserActions user={user} />}</Table.Td>
    </Table.Tr>
  );
}
