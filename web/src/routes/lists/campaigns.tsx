import { IconSpeakerphone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { campaignsQuery, changeCampaign, sitesQuery } from '../../api/pick-lists';
import { useTenant } from '../../app/session';
import { CampaignForm } from './CampaignForm';
import { PickListPage } from './PickListPage';

export function CampaignsPage() {
  const { t } = useTranslation();
  const { id: tenant } = useTenant();
  const { archived } = useSearch({ from: '/signed-in/t/$tenant/lists/campaigns' });
  const navigate = useNavigate({ from: '/t/$tenant/lists/campaigns' });
  const query = useQuery(campaignsQuery(tenant));
  const sites = useQuery(sitesQuery(tenant)).data ?? [];
  const siteName = (id: string | null) => sites.find((site) => site.id === id)?.name ?? id;
  return (
    <PickListPage
      texts={{
        title: t('campaigns.title'),
        description: t('campaigns.description'),
        add: t('campaigns.add'),
        emptyTitle: t('campaigns.empty.title'),
        emptyText: t('campaigns.empty.text'),
      }}
      icon={<IconSpeakerphone />}
      query={query}
      columns={[{ id: 'site', title: t('campaigns.site'), cell: ({ siteId }) => siteName(siteId) ?? '—' }]}
      form={(campaign, close) => (
        <CampaignForm tenant={tenant} campaign={campaign} sites={sites} onDone={close} />
      )}
      setArchived={(id, value) => changeCampaign(tenant, id, { archived: value })}
      stale={campaignsQuery(tenant).queryKey}
      archived={archived === 'shown'}
      onShowArchived={(shown) => void navigate({ search: shown ? { archived: 'shown' } : {}, replace: true })}
    />
  );
}
