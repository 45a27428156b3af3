import { dateIn, type RawSearch, textIn } from '../../app/search-values';

/** The days, the integration and the employee that the numbers are of. */
export function dashboardSearch(search: RawSearch) {
  return {
    ...dateIn(search, 'from'),
    ...dateIn(search, 'to'),
    ...textIn(search, 'integration'),
    ...textIn(search, 'employee'),
  };
}

export type DashboardSearch = ReturnType<typeof dashboardSearch>;
