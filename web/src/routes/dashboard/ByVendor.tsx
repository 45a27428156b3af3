import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Dashboard } from '../../api/dashboard';
import { roubles } from '../../components/figures';
import { wholeNumber } from '../../components/moments';
import { currentLanguage } from '../../i18n/language';
import { useIntegrationNames } from '../raw/names';
import { DealsLink, dealsOf, LeadsLink, leadsOf, type Shown } from './drill';
import { NumbersTable } from './NumbersTable';

/** The same numbers for each connected system. */
export function ByVendor({ rows, tenant, filter }: Shown & { rows: Dashboard['byVendor'] }) {
  const { t } = useTranslation();
  const names = useIntegrationNames(tenant);
  const language = currentLanguage();
  const columns = [t('dashboard.leads'), t('dashboard.deals'), t('dashboard.won'), t('dashboard.amountWon')];
  return (
    <NumbersTable title={t('dashboard.byVendor')} first={t('leads.integration')} columns={columns}>
      {rows.map(({ integration, leads, deals, won, amountWon }) => {
        const name = names.of(integration);
        const wonDeals = dealsOf(filter, { integration, state: 'success' });
        return (
          <Table.Tr key={integration}>
            <Table.Th scope="row" fw={400}>
              {name}
            </Table.Th>
            <Table.Td ta="end">
              <LeadsLink
                tenant={tenant}
                search={leadsOf(filter, { integration })}
                label={`${t('dashboard.leads')}, ${name}`}
              >
                {wholeNumber(leads, language)}
              </LeadsLink>
            </Table.Td>
            <Table.Td ta="end">
              <DealsLink
                tenant={tenant}
                search={dealsOf(filter, { integration })}
                label={`${t('dashboard.deals')}, ${name}`}
              >
                {wholeNumber(deals, language)}
              </DealsLink>
            </Table.Td>
            <Table.Td ta="end">
              <DealsLink tenant={tenant} search={wonDeals} label={`${t('dashboard.won')}, ${name}`}>
                {wholeNumber(won, language)}
              </DealsLink>
            </Table.Td>
            <Table.Td ta="end">
              <DealsLink tenant={tenant} search={wonDeals} label={`${t('dashboard.amountWon')}, ${name}`}>
                {roubles(amountWon, language)}
              </DealsLink>
            </Table.Td>
          </Table.Tr>
        );
      })}
    </NumbersTable>
  );
}
