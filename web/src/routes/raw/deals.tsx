import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { dealCountQuery, dealsFile, dealsQuery } from '../../api/records';
import { useTenant } from '../../app/session';
import { ButtonLink } from '../../components/links';
import { PageHeader } from '../../components/PageHeader';
import { PeriodField } from '../../components/PeriodField';
import { ColumnMenu } from '../../components/table/ColumnMenu';
import { useChosenColumns } from '../../components/table/chosen-columns';
import { currentLanguage } from '../../i18n/language';
import { DealDrawer } from './DealDrawer';
import { dealColumns } from './deal-columns';
import { ExportMenu } from './ExportMenu';
import { FilterBar } from './FilterBar';
import { useIntegrationNames, useRecordNames } from './names';
import { RowCount } from './RowCount';
import { RowList } from './RowList';
import { dealSearch, dealStates, NOBODY } from './search';

/** «Сделки». */
export function DealsPage() {
  const { t } = useTranslation();
  const { id: tenant, timezone } = useTenant();
  const { open, ...filter } = useSearch({ from: '/signed-in/t/$tenant/raw/deals' });
  const navigate = useNavigate({ from: '/t/$tenant/raw/deals' });
  const names = useRecordNames(tenant);
  const integrations = useIntegrationNames(tenant);
  const language = currentLanguage();
  const query = useInfiniteQuery({ ...dealsQuery(tenant, filter), placeholderData: keepPreviousData });
  const counted = useQuery(dealCountQuery(tenant, filter)).data;
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  const columns = useMemo(
    () => dealColumns({ t, language, timeZone: timezone, integrationName: integrations.of }),
    [t, language, timezone, integrations.of],
  );
  const { visibility, choose, reset } = useChosenColumns('deals', columns);

  const look = (id: string | undefined) =>
    void navigate({ search: dealSearch({ ...filter, open: id }), resetScroll: false });
  const narrow = (change: Readonly<Record<string, string | null | undefined>>) =>
    void navigate({ search: dealSearch({ ...filter, ...change }), replace: true, resetScroll: false });
  const clear = () => void navigate({ search: {}, replace: true });

  const selects = [
    { name: 'integration', label: t('leads.integration'), choices: integrations.choices },
    { name: 'funnel', label: t('deals.funnel'), choices: names.funnels.choices },
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
  ] as const;
  const { closedFrom, closedTo } = filter;
  const isClosedSet = closedFrom !== undefined || closedTo !== undefined;
  return (
    <>
      <PageHeader title={t('deals.title')} description={t('deals.description')} />
      <FilterBar
        searchLabel={t('raw.search')}
        q={filter.q}
        period={filter}
        timeZone={timezone}
        selects={selects.map((select) => ({ ...select, value: filter[select.name] }))}
        set={selects.filter(({ name }) => filter[name] !== undefined).length + (isClosedSet ? 1 : 0)}
        onSearch={(q) => narrow({ q })}
        onPeriod={({ from, to }) => narrow({ from, to })}
        onSelect={(name, value) => narrow({ [name]: value, ...(name === 'funnel' ? { stage: null } : {}) })}
        onReset={clear}
        tools={
          <>
            <ColumnMenu columns={columns} visibility={visibility} onChoose={choose} onReset={reset} />
            <ExportMenu read={(format, signal) => dealsFile(tenant, filter, format, signal)} />
          </>
        }
      >
        <PeriodField
          label={t('deals.closedPeriod')}
          placeholder={t('raw.any')}
          value={{
            ...(closedFrom === undefined ? {} : { from: closedFrom }),
            ...(closedTo === undefined ? {} : { to: closedTo }),
          }}
          onChange={({ from, to }) => narrow({ closedFrom: from, closedTo: to })}
          timeZone={timezone}
          size="xs"
        />
      </FilterBar>
      <RowList
        label={t('deals.title')}
        query={query}
        rows={rows}
        columns={columns}
        visibility={visibility}
        nameOf={({ name }) => name}
        open={open}
        onOpen={look}
        count={<RowCount counted={counted} />}
        filtered={Object.keys(filter).length > 0}
        empty={{
          title: t('deals.empty.title'),
          text: t('deals.empty.text'),
          action: (
            <ButtonLink to="/t/$tenant/integrations" params={{ tenant }}>
              {t('raw.toIntegrations')}
            </ButtonLink>
          ),
        }}
      />
      <DealDrawer
        tenant={tenant}
        timeZone={timezone}
        names={names}
        integrationName={integrations.of}
        open={open}
        onClose={() => look(undefined)}
      />
    </>
  );
}
