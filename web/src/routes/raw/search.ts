import { dateIn, oneIn, type RawSearch, textIn } from '../../app/search-values';

export const leadStates = ['ready', 'no_contact'] as const;
export const dealStates = ['in_process', 'success', 'failed'] as const;

/** In place of an employee: nobody is responsible. */
export const NOBODY = 'none';

/** What leads and deals are both narrowed to. */
function commonSearch(search: RawSearch) {
  return {
    ...dateIn(search, 'from'),
    ...dateIn(search, 'to'),
    ...textIn(search, 'integration'),
    ...textIn(search, 'campaign'),
    ...textIn(search, 'source'),
    ...textIn(search, 'q'),
    /** The row that is open. */
    ...textIn(search, 'open'),
  };
}

export function leadSearch(search: RawSearch) {
  return { ...commonSearch(search), ...oneIn(search, 'state', leadStates) };
}

export function dealSearch(search: RawSearch) {
  return {
    ...commonSearch(search),
    ...textIn(search, 'funnel'),
    ...textIn(search, 'stage'),
    ...oneIn(search, 'state', dealStates),
    ...textIn(search, 'employee'),
    ...dateIn(search, 'closedFrom'),
    ...dateIn(search, 'closedTo'),
    ...oneIn(search, 'deleted', ['true', 'false']),
  };
}

export type LeadSearch = ReturnType<typeof leadSearch>;
export type DealSearch = ReturnType<typeof dealSearch>;
