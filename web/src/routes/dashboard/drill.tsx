import { AnchorLink } from '../../components/links';
import type { DealSearch, LeadSearch } from '../raw/search';
import type { DashboardSearch } from './search';

/** What every part of the page is of. */
export interface Shown {
  readonly tenant: string;
  readonly filter: DashboardSearch;
}

/** The deals that a number of the page counts. */
export function dealsOf(filter: DashboardSearch, narrower: DealSearch = {}): DealSearch {
  return { ...filter, ...narrower };
}

/** The leads that a number of the page counts. */
export function leadsOf({ employee: _, ...filter }: DashboardSearch, narrower: LeadSearch = {}): LeadSearch {
  return { ...filter, ...narrower };
}

interface NumberLinkProps<Search> {
  readonly tenant: string;
  readonly search: Search;
  /** The number, in words for people. */
  readonly children: string;
  /** What it counts, for a screen reader. */
  readonly label: string;
}

/** A number that leads to the deals that make it. */
export function DealsLink({ tenant, search, label, children }: NumberLinkProps<DealSearch>) {
  return (
    <AnchorLink
      to="/t/$tenant/raw/deals"
      params={{ tenant }}
      search={search}
      size="sm"
      c="inherit"
      underline="always"
      aria-label={`${label}: ${children}`}
    >
      {children}
    </AnchorLink>
  );
}

/** A number that leads to the leads that make it. */
export function LeadsLink({ tenant, search, label, children }: NumberLinkProps<LeadSearch>) {
  return (
    <AnchorLink
      to="/t/$tenant/raw/leads"
      params={{ tenant }}
      search={search}
      size="sm"
      c="inherit"
      underline="always"
      aria-label={`${label}: ${children}`}
    >
      {children}
    </AnchorLink>
  );
}
