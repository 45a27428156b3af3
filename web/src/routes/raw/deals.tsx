import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { dealCountQuery, dealsFile, dealsQuery } from '../../api/records';
import type { RawSearch } from '../../app/search-values';
import { ClosedPeriodField } from './ClosedPeriodField';
import { DealDrawer } from './DealDrawer';
import { dealColumns } from './deal-columns';
import { RecordsPage } from './RecordsPage';
import { dealSearch, dealStates, NOBODY } from './search';
import { useTenantRecords } from './tenant-records';

/** «Сделки». */
export function DealsPage() {
  const { t } = useTranslation();
  const { tenant, timeZone, names, integrations, context } = useTenantRecords();
  const { open, ...filter } = useSearch({ from: '/signed-in/t/$tenant/raw/deals' });
  const navigate = useNavigate({ from: '/t/$tenant/raw/deals' });
  const query = useInfiniteQuery(dealsQuery(tenant, filter));
  const count = useQuery(dealCountQuery(tenant, filter));
  const columns = useMemo(() => dealColumns(context), [context]);
  const go = (search: RawSearch, replace: boolean) =>
    void navigate({ search: dealSearch(search), replace, resetScroll: false });
  const { closedFrom, closedTo } = filter;
  return (
    <RecordsPage
      table="deals"
      title={t('deals.title')}
      description={t('deals.description')}
      empty={{ title: t('deals.empty.title'), text: t('deals.empty.text') }}
      filter={filter}
      open={open}
      onSearch={go}
      selects={[
        { name: 'integration', label: t('leads.integration'), choices: integrations.choices },
        { name: 'funnel', label: t('deals.funnel'), choices: names.funnels.choices, clears: ['stage'] },
        { name: 'stage', label: t('deals.stage'), choices: names.stagesOf(filter.funnel) },
        {
          name: 'state',
          label: t('deals.status'),
          choices: dealStates.map((state) => ({ value: state, label: t(`deals.statuses.${state}`) })),
        },
        {
          name: 'employee',
          label: t('deals.employee'),
          choices: [{ value: NOBODY, label: t('dashboard.nobody') }, ...names.employees.choices],
        },
        { name: 'campaign', label: t('leads.campaign'), choices: names.campaigns.choices },
        { name: 'source', label: t('leads.source'), choices: names.sources.choices },
        {
          name: 'deleted',
          label: t('deals.deleted'),
          choices: [
            { value: 'false', label: t('deals.deletedNo') },
            { value: 'true', label: t('deals.deletedYes') },
          ],
        },
      ]}
      moreFilters={{
        fields: (
          <ClosedPeriodField
            from={closedFrom}
            to={closedTo}
            timeZone={timeZone}
            onChange={(closed) => go({ ...filter, ...closed }, true)}
          />
        ),
        set: closedFrom === undefined && closedTo === undefined ? 0 : 1,
      }}
      query={query}
      count={count}
      columns={columns}
      nameOf={({ name }) => name}
      readFile={(format, signal) => dealsFile(tenant, filter, format, signal)}
      drawer={(record) => (
        <DealDrawer
          {...record}
          tenant={tenant}
          timeZone={timeZone}
          names={names}
          integrationName={integrations.of}
        />
      )}
    />
  );
}
