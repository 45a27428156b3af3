import { Stack } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { dashboardQuery } from '../../api/dashboard';
import { useTenant } from '../../app/session';
import { EmptyState } from '../../components/EmptyState';
import { Loaded } from '../../components/Loaded';
import { ButtonLink } from '../../components/links';
import { PageHeader } from '../../components/PageHeader';
import { useDrawnFirst } from '../../components/use-drawn-first';
import { ByEmployee } from './ByEmployee';
import { ByVendor } from './ByVendor';
import { DashboardFilters } from './DashboardFilters';
import { Days } from './Days';
import { Funnels } from './Funnels';
import { dashboardSearch, shownDays } from './search';
import { Totals } from './Totals';

/** What came in, what became of it and what it brought; each number leads to the rows that make it. */
export function DashboardPage() {
  const { t } = useTranslation();
  const { id: tenant, timezone } = useTenant();
  const search = useSearch({ from: '/signed-in/t/$tenant/dashboard' });
  const navigate = useNavigate({ from: '/t/$tenant/dashboard' });
  const filter = shownDays(search, timezone);
  const query = useQuery(dashboardQuery(tenant, filter));
  const isWhole = useDrawnFirst();
  const narrow = (change: Readonly<Record<string, string | null | undefined>>) =>
    void navigate({ search: dashboardSearch({ ...search, ...change }), replace: true, resetScroll: false });
  const shown = { tenant, filter };
  return (
    <>
      <PageHeader title={t('dashboard.title')} description={t('dashboard.description')} />
      <DashboardFilters tenant={tenant} timeZone={timezone} filter={filter} onChange={narrow} />
      <Loaded query={query}>
        {(data) =>
          data.totals.leads === 0 && data.totals.deals === 0 ? (
            <EmptyState
              icon={<IconChartBar />}
              title={t('dashboard.empty.title')}
              action={
                <ButtonLink to="/t/$tenant/integrations" params={{ tenant }} variant="default">
                  {t('raw.toIntegrations')}
                </ButtonLink>
              }
            >
              {t('dashboard.empty.text')}
            </EmptyState>
          ) : (
            <Stack gap="lg">
              <Totals totals={data.totals} {...shown} />
              {isWhole && (
                <>
                  <Days days={data.leadsByDay} {...shown} />
                  {data.funnels.length > 0 && <Funnels funnels={data.funnels} {...shown} />}
                  <ByVendor rows={data.byVendor} {...shown} />
                  {data.byEmployee.length > 0 && <ByEmployee rows={data.byEmployee} {...shown} />}
                </>
              )}
            </Stack>
          )
        }
      </Loaded>
    </>
  );
}
