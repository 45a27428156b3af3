import { IconRoute } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { changeSource, sourcesQuery } from '../../api/pick-lists';
import { useTenant } from '../../app/session';
import { PickListPage } from './PickListPage';
import { SourceForm } from './SourceForm';

export function SourcesPage() {
  const { t } = useTranslation();
  const { id: tenant } = useTenant();
  const { archived } = useSearch({ from: '/signed-in/t/$tenant/lists/sources' });
  const navigate = useNavigate({ from: '/t/$tenant/lists/sources' });
  const query = useQuery(sourcesQuery(tenant));
  return (
    <PickListPage
      texts={{
        title: t('sources.title'),
        description: t('sources.description'),
        add: t('sources.add'),
        emptyTitle: t('sources.empty.title'),
        emptyText: t('sources.empty.text'),
      }}
      icon={<IconRoute />}
      query={query}
      columns={[{ id: 'channel', title: t('sources.channel'), cell: ({ channel }) => channel }]}
      form={(source, close) => <SourceForm tenant={tenant} source={source} onDone={close} />}
      setArchived={(id, value) => changeSource(tenant, id, { archived: value })}
      stale={sourcesQuery(tenant).queryKey}
      archived={archived === 'shown'}
      onShowArchived={(shown) => void navigate({ search: shown ? { archived: 'shown' } : {}, replace: true })}
    />
  );
}
