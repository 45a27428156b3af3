import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { leadCountQuery, leadsFile, leadsQuery } from '../../api/records';
import { useTenant } from '../../app/session';
import { ButtonLink } from '../../components/links';
import { PageHeader } from '../../components/PageHeader';
import { ColumnMenu } from '../../components/table/ColumnMenu';
import { useChosenColumns } from '../../components/table/chosen-columns';
import { currentLanguage } from '../../i18n/language';
import { ExportMenu } from './ExportMenu';
import { FilterBar } from './FilterBar';
import { LeadDrawer } from './LeadDrawer';
import { leadColumns } from './lead-columns';
import { useIntegrationNames, useRecordNames } from './names';
import { RowCount } from './RowCount';
import { RowList } from './RowList';
import { leadSearch, leadStates } from './search';

/** «Обращения и цели». */
export function LeadsPage() {
  const { t } = useTranslation();
  const { id: tenant, timezone } = useTenant();
  const { open, ...filter } = useSearch({ from: '/signed-in/t/$tenant/raw/leads' });
  const navigate = useNavigate({ from: '/t/$tenant/raw/leads' });
  const names = useRecordNames(tenant);
  const integrations = useIntegrationNames(tenant);
  const language = currentLanguage();
  const query = useInfiniteQuery({ ...leadsQuery(tenant, filter), placeholderData: keepPreviousData });
  const counted = useQuery(leadCountQuery(tenant, filter)).data;
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  const columns = useMemo(
    () => leadColumns({ t, language, timeZone: timezone, integrationName: integrations.of }),
    [t, language, timezone, integrations.of],
  );
  const { visibility, choose, reset } = useChosenColumns('leads', columns);

  const look = (id: string | undefined) =>
    void navigate({ search: leadSearch({ ...filter, open: id }), resetScroll: false });
  const narrow = (change: Readonly<Record<string, string | null | undefined>>) =>
    void navigate({ search: leadSearch({ ...filter, ...change }), replace: true, resetScroll: false });
  const clear = () => void navigate({ search: {}, replace: true });

  const selects = [
    { name: 'integration', label: t('leads.integration'), choices: integrations.choices },
    { name: 'campaign', label: t('leads.campaign'), choices: names.campaigns.choices },
    { name: 'source', label: t('leads.source'), choices: names.sources.choices },
    {
      name: 'state',
      label: t('leads.state'),
      choices: leadStates.map((state) => ({ value: state, label: t(`leads.states.${state}`) })),
    },
  ] as const;
  return (
    <>
      <PageHeader title={t('leads.title')} description={t('leads.description')} />
      <FilterBar
        searchLabel={t('raw.search')}
        q={filter.q}
        period={filter}
        timeZone={timezone}
        selects={selects.map((select) => ({ ...select, value: filter[select.name] }))}
        set={selects.filter(({ name }) => filter[name] !== undefined).length}
        onSearch={(q) => narrow({ q })}
        onPeriod={({ from, to }) => narrow({ from, to })}
        onSelect={(name, value) => narrow({ [name]: value })}
        onReset={clear}
        tools={
          <>
            <ColumnMenu columns={columns} visibility={visibility} onChoose={choose} onReset={reset} />
            <ExportMenu read={(format, signal) => leadsFile(tenant, filter, format, signal)} />
          </>
        }
      />
      <RowList
        label={t('leads.title')}
        query={query}
        rows={rows}
        columns={columns}
        visibility={visibility}
        nameOf={({ contact, externalId }) => contact.name ?? contact.phone ?? externalId}
        open={open}
        onOpen={look}
        count={<RowCount counted={counted} />}
        filtered={Object.keys(filter).length > 0}
        empty={{
          title: t('leads.empty.title'),
          text: t('leads.empty.text'),
          action: (
            <ButtonLink to="/t/$tenant/integrations" params={{ tenant }}>
              {t('raw.toIntegrations')}
            </ButtonLink>
          ),
        }}
      />
      <LeadDrawer
        tenant={tenant}
        timeZone={timezone}
        integrationName={integrations.of}
        open={open !== undefined && !query.isPending}
        lead={rows.find(({ id }) => id === open) ?? null}
        onClose={() => look(undefined)}
      />
    </>
  );
}
