import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { browserZone } from '../../app/browser-zone';
import { PageHeader } from '../../components/PageHeader';
import { AuditTable } from '../people/AuditTable';
import { TenantFilter } from './TenantFilter';

export function WholeAuditPage() {
  const { t } = useTranslation();
  const { tenant } = useSearch({ from: '/signed-in/operator/audit' });
  const navigate = useNavigate({ from: '/operator/audit' });
  return (
    <>
      <PageHeader title={t('audit.title')} description={t('operator.auditDescription')} />
      <TenantFilter
        tenant={tenant}
        onChange={(id) => void navigate({ search: id === null ? {} : { tenant: id }, replace: true })}
      />
      <AuditTable tenant={tenant ?? null} timeZone={browserZone} withTenant />
    </>
  );
}
