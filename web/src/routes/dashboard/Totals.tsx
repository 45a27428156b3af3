import { Paper, SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dashboard } from '../../api/dashboard';
import { percent, roubles } from '../../components/figures';
import { AnchorLink } from '../../components/links';
import { wholeNumber } from '../../components/moments';
import { currentLanguage } from '../../i18n/language';
import { dealsOf, leadsOf, type Shown } from './drill';
import classes from './Totals.module.css';

/** The four numbers of the whole period. */
export function Totals({ totals, tenant, filter }: Shown & { totals: Dashboard['totals'] }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const { leads, deals, won, amountWon } = totals;
  const params = { tenant };
  const shown = {
    leads: wholeNumber(leads, language),
    deals: wholeNumber(deals, language),
    won: wholeNumber(won, language),
    amountWon: roubles(amountWon, language),
  };
  const label = (what: keyof typeof shown) => `${t(`dashboard.${what}`)}: ${shown[what]}`;
  const wonDeals = dealsOf(filter, { state: 'success' });
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
      <Total
        label={t('dashboard.leads')}
        note={filter.employee === undefined ? t('dashboard.leadsNote') : t('dashboard.leadsOfAll')}
      >
        <AnchorLink
          to="/t/$tenant/raw/leads"
          params={params}
          search={leadsOf(filter)}
          c="inherit"
          aria-label={label('leads')}
          className={classes['number'] ?? ''}
        >
          {shown.leads}
        </AnchorLink>
      </Total>
      <Total label={t('dashboard.deals')} note={t('dashboard.dealsNote')}>
        <AnchorLink
          to="/t/$tenant/raw/deals"
          params={params}
          search={dealsOf(filter)}
          c="inherit"
          aria-label={label('deals')}
          className={classes['number'] ?? ''}
        >
          {shown.deals}
        </AnchorLink>
      </Total>
      <Total
        label={t('dashboard.won')}
        note={deals === 0 ? '' : t('dashboard.wonNote', { share: percent(won / deals, language) })}
      >
        <AnchorLink
          to="/t/$tenant/raw/deals"
          params={params}
          search={wonDeals}
          c="inherit"
          aria-label={label('won')}
          className={classes['number'] ?? ''}
        >
          {shown.won}
        </AnchorLink>
      </Total>
      <Total label={t('dashboard.amountWon')} note={t('dashboard.amountWonNote')}>
        <AnchorLink
          to="/t/$tenant/raw/deals"
          params={params}
          search={wonDeals}
          c="inherit"
          aria-label={label('amountWon')}
          className={classes['number'] ?? ''}
        >
          {shown.amountWon}
        </AnchorLink>
      </Total>
    </SimpleGrid>
  );
}

function Total({ label, note, children }: { label: string; note: string; children: ReactNode }) {
  return (
    <Paper withBorder p="md">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <div>{children}</div>
      <Text size="xs" c="dimmed">
        {note}
      </Text>
    </Paper>
  );
}
