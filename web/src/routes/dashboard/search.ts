import { dateIn, type RawSearch, textIn } from '../../app/search-values';
import { dateIn as dateOf, shifted } from '../../components/calendar';

/** The days, the integration and the employee that the numbers are of. */
export function dashboardSearch(search: RawSearch) {
  return {
    ...dateIn(search, 'from'),
    ...dateIn(search, 'to'),
    ...textIn(search, 'integration'),
    ...textIn(search, 'employee'),
  };
}

/** The days that are shown until others are chosen. */
const USUAL_DAYS = 30;

/** What is shown: the last {@link USUAL_DAYS} in the tenant's zone where the address names no days. */
export function shownDays(search: DashboardSearch, timezone: string) {
  const today = dateOf(new Date(), timezone);
  return { from: shifted(today, 1 - USUAL_DAYS), to: today, ...search };
}

export type DashboardSearch = ReturnType<typeof dashboardSearch>;
