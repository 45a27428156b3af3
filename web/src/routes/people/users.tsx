import { useTranslation } from 'react-i18next';
import { useMayChange, useTenant } from '../../app/session';
import { NoPermission } from '../../components/NoPermission';
import { PageHeader } from '../../components/PageHeader';
import { InvitationTable } from './InvitationTable';
import { InviteButton } from './InviteButton';
import { UserTable } from './UserTable';

export function UsersPage() {
  const { t } = useTranslation();
  const { id, timezone } = useTenant();
  const mayChange = useMayChange();
  return (
    <>
      <PageHeader
        title={t('users.title')}
        description={t('users.description')}
        actions={mayChange && <InviteButton tenant={id} />}
      />
      {mayChange ? (
        <>
          <UserTable tenant={id} timeZone={timezone} />
          <InvitationTable tenant={id} timeZone={timezone} />
        </>
      ) : (
        <NoPermission />
      )}
    </>
  );
}
