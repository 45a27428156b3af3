import { Grid, Paper, ScrollArea, Skeleton, Table, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dashboard } from '../../api/dashboard';
import { dayAndMonth } from '../../components/figures';
import { wholeNumber } from '../../components/moments';
import { currentLanguage } from '../../i18n/language';
import type { DaySeries } from './DaysChart';
import { DealsLink, dealsOf, LeadsLink, leadsOf, type Shown } from './drill';

const DaysChart = lazy(() => import('./DaysChart'));

const HEIGHT = 300;

/** Leads and deals by day, as a picture and as a table. */
export function Days({ days, tenant, filter }: Shown & { days: Dashboard['leadsByDay'] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const language = currentLanguage();
  const open = (date: string, series: DaySeries) => {
    const day = { from: date, to: date };
    switch (series) {
      case 'leads':
        return void navigate({
          to: '/t/$tenant/raw/leads',
          params: { tenant },
          search: leadsOf(filter, day),
        });
      case 'deals':
      case 'won':
        return void navigate({
          to: '/t/$tenant/raw/deals',
          params: { tenant },
          search: dealsOf(filter, series === 'won' ? { ...day, state: 'success' } : day),
        });
    }
  };
  const show = (count: number) => wholeNumber(count, language);
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="sm">
        {t('dashboard.byDay')}
      </Title>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Suspense fallback={<Skeleton height={HEIGHT} />}>
            <DaysChart days={days} height={HEIGHT} onDay={open} />
          </Suspense>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <ScrollArea.Autosize
            mah={HEIGHT}
            type="auto"
            offsetScrollbars="present"
            viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': t('dashboard.byDay') }}
          >
            <Table
              stickyHeader
              verticalSpacing={4}
              horizontalSpacing={6}
              fz="xs"
              aria-label={t('dashboard.byDay')}
            >
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{t('dashboard.day')}</Table.Th>
                  <Table.Th scope="col" ta="end">
                    {t('dashboard.leads')}
                  </Table.Th>
                  <Table.Th scope="col" ta="end">
                    {t('dashboard.deals')}
                  </Table.Th>
                  <Table.Th scope="col" ta="end">
                    {t('dashboard.won')}
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {[...days].reverse().map(({ date, leads, deals, won }) => {
                  const day = { from: date, to: date };
                  const name = dayAndMonth(date, language);
                  return (
                    <Table.Tr key={date}>
                      <Table.Th scope="row" fw={400} style={{ whiteSpace: 'nowrap' }}>
                        {name}
                      </Table.Th>
                      <Table.Td ta="end">
                        <LeadsLink
                          tenant={tenant}
                          search={leadsOf(filter, day)}
                          label={`${t('dashboard.leads')}, ${name}`}
                        >
                          {show(leads)}
                        </LeadsLink>
                      </Table.Td>
                      <Table.Td ta="end">
                        <DealsLink
                          tenant={tenant}
                          search={dealsOf(filter, day)}
                          label={`${t('dashboard.deals')}, ${name}`}
                        >
                          {show(deals)}
                        </DealsLink>
                      </Table.Td>
                      <Table.Td ta="end">
                        <DealsLink
                          tenant={tenant}
                          search={dealsOf(filter, { ...day, state: 'success' })}
                          label={`${t('dashboard.won')}, ${name}`}
                        >
                          {show(won)}
                        </DealsLink>
                      </Table.Td>
                    </Table.Tr>
                  );
                })}
              </Table.Tbody>
            </Table>
          </ScrollArea.Autosize>
        </Grid.Col>
      </Grid>
    </Paper>
  );
}
