import { useTranslation } from 'react-i18next';
import { useMayChange, useTenant } from '../../app/session';
import { NoPermission } from '../../components/NoPermission';
import { PageHeader } from '../../components/PageHeader';
import { AuditTable } from './AuditTable';

export function AuditPage() {
  const { t } = useTranslation();
  const { id, timezone } = useTenant();
  const mayLook = useMayChange();
  return (
    <>
      <PageHeader title={t('audit.title')} description={t('audit.description')} />
      {mayLook ? <AuditTable tenant={id} timeZone={timezone} /> : <NoPermission />}
    </>
  );
}
