import { Group, Stack, Table, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change';
import { invitationsQuery, withdrawInvitation } from '../../api/people';
import { useMe } from '../../app/session';
import { ConfirmButton } from '../../components/ConfirmButton';
import { ListTable } from '../../components/ListTable';
import { RelativeTime } from '../../components/RelativeTime';

interface InvitationTableProps {
  /** Null: of the whole installation. */
  readonly tenant: string | null;
  readonly timeZone: string;
}

/** Invitations that nobody has accepted yet; nothing where there are none. */
export function InvitationTable({ tenant, timeZone }: InvitationTableProps) {
  const { t } = useTranslation();
  const { tenants } = useMe();
  const { data = [] } = useQuery(invitationsQuery(tenant));
  if (data.length === 0) return null;
  const head = [
    { name: 'email', title: t('users.email') },
    ...(tenant === null ? [{ name: 'tenant', title: t('users.tenant') }] : []),
    { name: 'role', title: t('users.role') },
    { name: 'expires', title: t('invitations.expires') },
    { name: 'actions', title: t('lists.actions'), end: true },
  ];
  return (
    <Stack mt="xl" gap="sm">
      <Title order={2} size="h4">
        {t('invitations.title')}
      </Title>
      <ListTable label={t('invitations.title')} head={head}>
        {data.map(({ id, email, role, tenantId, expiresAt }) => (
          <Table.Tr key={id}>
            <Table.Td>{email}</Table.Td>
            {tenant === null && (
              <Table.Td>{tenants.find((one) => one.id === tenantId)?.name ?? tenantId ?? '—'}</Table.Td>
            )}
            <Table.Td>{t(`roles.${role}`)}</Table.Td>
            <Table.Td>
              <RelativeTime at={expiresAt} timeZone={timeZone} />
            </Table.Td>
            <Table.Td>
              <Group justify="flex-end">
                <Withdraw id={id} email={email} />
              </Group>
            </Table.Td>
          </Table.Tr>
        ))}
      </ListTable>
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
