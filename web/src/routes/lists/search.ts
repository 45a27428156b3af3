import { oneIn, type RawSearch } from '../../app/search-values';

/** Whether the archive is shown too. */
export function pickListSearch(search: RawSearch) {
  return oneIn(search, 'archived', ['shown']);
}
