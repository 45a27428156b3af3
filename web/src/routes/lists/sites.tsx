import { IconWorld } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { changeSite, sitesQuery } from '../../api/pick-lists';
import { useTenant } from '../../app/session';
import { PickListPage } from './PickListPage';
import { SiteForm } from './SiteForm';

export function SitesPage() {
  const { t } = useTranslation();
  const { id: tenant } = useTenant();
  const { archived } = useSearch({ from: '/signed-in/t/$tenant/lists/sites' });
  const navigate = useNavigate({ from: '/t/$tenant/lists/sites' });
  const query = useQuery(sitesQuery(tenant));
  return (
    <PickListPage
      texts={{
        title: t('sites.title'),
        description: t('sites.description'),
        add: t('sites.add'),
        emptyTitle: t('sites.empty.title'),
        emptyText: t('sites.empty.text'),
      }}
      icon={<IconWorld />}
      query={query}
      columns={[{ id: 'domain', title: t('sites.domain'), cell: ({ domain }) => domain }]}
      form={(site, close) => <SiteForm tenant={tenant} site={site} onDone={close} />}
      setArchived={(id, value) => changeSite(tenant, id, { archived: value })}
      stale={sitesQuery(tenant).queryKey}
      archived={archived === 'shown'}
      onShowArchived={(shown) => void navigate({ search: shown ? { archived: 'shown' } : {}, replace: true })}
    />
  );
}
