import { Group, Stack, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type User, usersQuery } from '../../api/people';
import { useMe } from '../../app/session';
import { EmptyState } from '../../components/EmptyState';
import { type ListColumn, ListTable } from '../../components/ListTable';
import { Loaded } from '../../components/Loaded';
import { RelativeTime } from '../../components/RelativeTime';
import { StateBadge } from '../../components/StateBadge';
import { RoleChoice } from './RoleChoice';
import { useTenantName } from './tenant-name';
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
  const me = useMe();
  const isMe = ({ id }: User) => id === me.user?.id;
  const tenantName = useTenantName();
  const tenantColumn: ListColumn<User> = {
    id: 'tenant',
    title: t('users.tenant'),
    cell: ({ tenantId }) => tenantName(tenantId),
  };
  return (
    <Loaded query={query}>
      {(users) =>
        users.length === 0 ? (
          <EmptyState icon={<IconUsers />} title={t('users.empty.title')}>
            {t('users.empty.text')}
          </EmptyState>
        ) : (
          <ListTable
            label={t('users.title')}
            rows={users}
            keyOf={({ id }) => id}
            columns={[
              {
                id: 'user',
                title: t('users.person'),
                cell: (user) => <UserName user={user} isMe={isMe(user)} />,
              },
              ...(tenant === null ? [tenantColumn] : []),
              {
                id: 'role',
                title: t('users.role'),
                least: 160,
                cell: (user) => <RoleChoice user={user} fixed={isMe(user) || user.role === 'operator'} />,
              },
              {
                id: 'seen',
                title: t('users.lastSeen'),
                least: 130,
                cell: ({ lastSeenAt }) =>
                  lastSeenAt === null ? (
                    t('users.neverSeen')
                  ) : (
                    <RelativeTime at={lastSeenAt} timeZone={timeZone} />
                  ),
              },
            ]}
            actions={{
              title: t('lists.actions'),
              least: 205,
              of: (user) => (isMe(user) ? null : <UserActions user={user} />),
            }}
          />
        )
      }
    </Loaded>
  );
}

function UserName({ user, isMe }: { user: User; isMe: boolean }) {
  const { t } = useTranslation();
  return (
    <Stack gap={0} maw={280}>
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
  );
}
