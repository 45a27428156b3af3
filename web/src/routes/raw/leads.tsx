import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { leadCountQuery, leadsFile, leadsQuery } from '../../api/records';
import { LeadDrawer } from './LeadDrawer';
import { leadColumns } from './lead-columns';
import { RecordsPage } from './RecordsPage';
import { leadSearch, leadStates } from './search';
import { useTenantRecords } from './tenant-records';

/** «Обращения и цели». */
export function LeadsPage() {
  const { t } = useTranslation();
  const { tenant, timeZone, names, integrations, context } = useTenantRecords();
  const { open, ...filter } = useSearch({ from: '/signed-in/t/$tenant/raw/leads' });
  const navigate = useNavigate({ from: '/t/$tenant/raw/leads' });
  const query = useInfiniteQuery(leadsQuery(tenant, filter));
  const count = useQuery(leadCountQuery(tenant, filter));
  const columns = useMemo(() => leadColumns(context), [context]);
  return (
    <RecordsPage
      table="leads"
      title={t('leads.title')}
      description={t('leads.description')}
      empty={{ title: t('leads.empty.title'), text: t('leads.empty.text') }}
      filter={filter}
      open={open}
      onSearch={(search, replace) =>
        void navigate({ search: leadSearch(search), replace, resetScroll: false })
      }
      selects={[
        { name: 'integration', label: t('leads.integration'), choices: integrations.choices },
        { name: 'campaign', label: t('leads.campaign'), choices: names.campaigns.choices },
        { name: 'source', label: t('leads.source'), choices: names.sources.choices },
        {
          name: 'state',
          label: t('leads.state'),
          choices: leadStates.map((state) => ({ value: state, label: t(`leads.states.${state}`) })),
        },
      ]}
      query={query}
      count={count}
      columns={columns}
      nameOf={({ contact, externalId }) => contact.name ?? contact.phone ?? externalId}
      readFile={(format, signal) => leadsFile(tenant, filter, format, signal)}
      drawer={(record) => (
        <LeadDrawer {...record} tenant={tenant} timeZone={timeZone} integrationName={integrations.of} />
      )}
    />
  );
}
