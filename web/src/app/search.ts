import { dateIn, oneIn, type RawSearch, textIn } from './search-values';

/** What can have become of a delivery. */
export const eventOutcomes = [
  'applied',
  'duplicate',
  'stale',
  'ignored',
  'mismatch',
  'unrecognised',
  'error',
  'pending',
] as const;

/** A path of this cabinet to go on to after signing in; anything else is left out. */
export function nextOf(search: RawSearch): { next?: string } {
  const { next } = search;
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {};
}

/** The vendor of an integration that is about to be made and whose id does not name it. */
export function vendorOf(search: RawSearch) {
  return textIn(search, 'vendor');
}

/** Which deliveries are shown, and which of them is open. */
export function eventSearchOf(search: RawSearch) {
  return {
    ...oneIn(search, 'outcome', eventOutcomes),
    ...textIn(search, 'reason'),
    ...dateIn(search, 'from'),
    ...dateIn(search, 'to'),
    ...textIn(search, 'event'),
  };
}

/** Which run is open. */
export function runSearchOf(search: RawSearch) {
  return textIn(search, 'run');
}

export type EventSearch = ReturnType<typeof eventSearchOf>;
