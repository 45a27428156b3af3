import { Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { roleOf, useMe } from '../app/session';
import { NoPermission } from '../components/NoPermission';
import { PageHeader } from '../components/PageHeader';

/** The operator's pages; anyone else is told whose they are. */
export function OperatorPages() {
  const { t } = useTranslation();
  if (roleOf(useMe()) === 'operator') return <Outlet />;
  return (
    <>
      <PageHeader title={t('navigation.installation')} />
      <NoPermission to="operator" />
    </>
  );
}
