import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change';
import { type Invitation, invitationsQuery, withdrawInvitation } from '../../api/people';
import { ConfirmButton } from '../../components/ConfirmButton';
import { type ListColumn, ListTable } from '../../components/ListTable';
import { RelativeTime } from '../../components/RelativeTime';
import { useTenantName } from './tenant-name';

interface InvitationTableProps {
  /** Null: of the whole installation. */
  readonly tenant: string | null;
  readonly timeZone: string;
}

/** Invitations that nobody has accepted yet; nothing where there are none. */
export function InvitationTable({ tenant, timeZone }: InvitationTableProps) {
  const { t } = useTranslation();
  const { data = [] } = useQuery(invitationsQuery(tenant));
  const tenantName = useTenantName();
  if (data.length === 0) return null;
  const tenantColumn: ListColumn<Invitation> = {
    id: 'tenant',
    title: t('users.tenant'),
    cell: ({ tenantId }) => tenantName(tenantId),
  };
  return (
    <Stack mt="xl" gap="sm">
      <Title order={2} size="h4">
        {t('invitations.title')}
      </Title>
      <ListTable
        label={t('invitations.title')}
        rows={data}
        keyOf={({ id }) => id}
        columns={[
          {
            id: 'email',
            title: t('users.email'),
            cell: ({ email }) => (
              <Text size="sm" fw={500}>
                {email}
              </Text>
            ),
          },
          ...(tenant === null ? [tenantColumn] : []),
          { id: 'role', title: t('users.role'), cell: ({ role }) => t(`roles.${role}`) },
          {
            id: 'expires',
            title: t('invitations.expires'),
            least: 130,
            cell: ({ expiresAt }) => <RelativeTime at={expiresAt} timeZone={timeZone} />,
          },
        ]}
        actions={{
          title: t('lists.actions'),
          least: 90,
          of: ({ id, email }) => <Withdraw id={id} email={email} />,
        }}
      />
    </Stack>
  );
}

function Withdraw({ id, email }: { id: string; email: string }) {
  const { t } = useTranslation();
  const withdraw = useChange(() => withdrawInvitation(id), [['invitations']]);
  return (
    <ConfirmButton
      label={t('invitations.withdraw')}
      question={t('invitations.withdrawQuestion', { email })}
      confirm={t('invitations.withdraw')}
      size="compact-sm"
      variant="subtle"
      mutation={{ ...withdraw, mutateAsync: () => withdraw.mutateAsync(undefined) }}
    />
  );
}
