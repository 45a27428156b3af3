import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Dashboard } from '../../api/dashboard';
import { roubles } from '../../components/figures';
import { wholeNumber } from '../../components/moments';
import { currentLanguage } from '../../i18n/language';
import { NOBODY } from '../raw/search';
import { DealsLink, dealsOf, type Shown } from './drill';
import { NumbersTable } from './NumbersTable';

/** The same numbers for each responsible person. */
export function ByEmployee({ rows, tenant, filter }: Shown & { rows: Dashboard['byEmployee'] }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const columns = [t('dashboard.deals'), t('dashboard.won'), t('dashboard.amountWon')];
  return (
    <NumbersTable title={t('dashboard.byEmployee')} first={t('deals.employee')} columns={columns}>
      {rows.map(({ employeeId, name, deals, won, amountWon }) => {
        const shown = name ?? employeeId ?? t('dashboard.nobody');
        const employee = { employee: employeeId ?? NOBODY };
        const wonDeals = dealsOf(filter, { ...employee, state: 'success' });
        return (
          <Table.Tr key={employeeId}>
            <Table.Th scope="row" fw={400}>
              {shown}
            </Table.Th>
            <Table.Td ta="end">
              <DealsLink
                tenant={tenant}
                search={dealsOf(filter, employee)}
                label={`${t('dashboard.deals')}, ${shown}`}
              >
                {wholeNumber(deals, language)}
              </DealsLink>
            </Table.Td>
            <Table.Td ta="end">
              <DealsLink tenant={tenant} search={wonDeals} label={`${t('dashboard.won')}, ${shown}`}>
                {wholeNumber(won, language)}
              </DealsLink>
            </Table.Td>
            <Table.Td ta="end">
              <DealsLink tenant={tenant} search={wonDeals} label={`${t('dashboard.amountWon')}, ${shown}`}>
                {roubles(amountWon, language)}
              </DealsLink>
            </Table.Td>
          </Table.Tr>
        );
      })}
    </NumbersTable>
  );
}
