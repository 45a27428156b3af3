import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { browserZone } from '../../app/browser-zone';
import { PageHeader } from '../../components/PageHeader';
import { InvitationTable } from '../people/InvitationTable';
import { InviteButton } from '../people/InviteButton';
import { UserTable } from '../people/UserTable';
import { TenantFilter } from './TenantFilter';

export function AllUsersPage() {
  const { t } = useTranslation();
  const { tenant } = useSearch({ from: '/signed-in/operator/users' });
  const navigate = useNavigate({ from: '/operator/users' });
  return (
    <>
      <PageHeader
        title={t('users.title')}
        description={t('operator.usersDescription')}
        actions={<InviteButton tenant={tenant ?? null} />}
      />
      <TenantFilter
        tenant={tenant}
        onChange={(id) => void navigate({ search: id === null ? {} : { tenant: id }, replace: true })}
      />
      <UserTable tenant={tenant ?? null} timeZone={browserZone} />
      <InvitationTable tenant={tenant ?? null} timeZone={browserZone} />
    </>
  );
}
