import { VendorError } from '../vendor-error';
import type { VendorPage } from './schemas';

export const PAGE_SIZE = 100;
const PAGE_CEILING = 1000;
/** The same page so often is a vendor that does not mind the offset. */
const SAME_PAGES_CEILING = 3;
/** Pages of nothing but known rows can come of rows that shift, but not for ever. */
const KNOWN_PAGES_CEILING = 20;
const READINGS_CEILING = 4;

/** How far one list has been read; plain JSON, so that it can be resumed. */
export interface ListPosition {
  /** Rows received in this reading. */
  readonly offset: number;
  /** Id of the last of them. */
  readonly lastId: string | null;
  readonly distinct: number;
  readonly total: number | null;
  /** Rows read already went away while reading, so that others slipped past. */
  readonly slipped: boolean;
  readonly reading: number;
  /** Distinct rows of the reading before, when the list is read again. */
  readonly distinctBefore: number | null;
  readonly ended: boolean;
}

export const listStart: ListPosition = {
  offset: 0,
  lastId: null,
  distinct: 0,
  total: null,
  slipped: false,
  reading: 1,
  distinctBefore: null,
  ended: false,
};

export interface ListStep {
  /** Rows whose id was not seen before in this reading. */
  readonly rows: readonly unknown[];
  readonly position: ListPosition;
}

/**
 * Reads a list to its end. It goes on by the number of rows received, drops rows seen already, and ends
 * where nothing follows, or when exactly as many distinct rows were seen as there are and the page was
 * not full: a short page alone ends nothing, nor does a total that is too small.
 *
 * Rows shift when others come and go while reading, and the total does not tell when as many come as
 * go. So each page begins with the last row of the one before; where an unknown row stands in its place,
 * some slipped past. Such a reading, and one that ended short, is done again. A list that twice gives
 * the same rows is taken as it is, whatever its total says.
 *
 * @throws VendorError `vendor_pages_repeat`, `vendor_list_too_long`, `vendor_list_unstable`
 */
export async function* readList(
  entity: string,
  readPage: (offset: number) => Promise<VendorPage>,
  idOf: (row: unknown) => string | null,
  start: ListPosition,
): AsyncGenerator<ListStep, void, void> {
  let position = start;
  // Ids seen before a crash are not known any more, so only the end of the list ends a resumed reading.
  let countable = start.offset === 0;
  let seen = new Set(start.lastId === null ? [] : [start.lastId]);
  let knownPages = 0;
  let samePages = 0;
  let firstId: string | null = null;

  while (!position.ended) {
    if (position.offset >= PAGE_CEILING * PAGE_SIZE) throw new VendorError('vendor_list_too_long', entity);
    const overlap = position.offset === 0 ? 0 : 1;
    const page = await readPage(position.offset - overlap);
    const slipped = overlap === 1 && !isKnown(page.data[0], idOf, seen);
    const fresh = page.data.filter((row) => {
      const id = idOf(row);
      if (id === null) return true;
      if (seen.has(id)) return false;
      seen.add(id);
      return true;
    });
    const received = Math.max(0, page.data.length - overlap);
    knownPages = received > 0 && fresh.length === 0 ? knownPages + 1 : 0;
    const first = idOf(page.data[0]);
    samePages = knownPages > 0 && first === firstId ? samePages + 1 : 0;
    firstId = first;
    if (samePages >= SAME_PAGES_CEILING || knownPages >= KNOWN_PAGES_CEILING) {
      throw new VendorError('vendor_pages_repeat', entity);
    }

    position = {
      ...position,
      offset: position.offset + received,
      lastId: idOf(page.data.at(-1)) ?? position.lastId,
      distinct: position.distinct + fresh.length,
      total: page.totalItems,
      slipped: position.slipped || slipped,
    };
    const complete = countable && position.distinct === page.totalItems && page.data.length < PAGE_SIZE;
    if (complete || received === 0) {
      position = endOfReading(entity, position, countable);
      countable = true;
      seen = new Set();
    }
    yield { rows: fresh, position };
  }
}

/** A row without an id cannot be compared and counts as known. */
function isKnown(row: unknown, idOf: (row: unknown) => string | null, seen: ReadonlySet<string>): boolean {
  if (row === undefined) return false;
  const id = idOf(row);
  return id === null || seen.has(id);
}

function endOfReading(entity: string, position: ListPosition, countable: boolean): ListPosition {
  const { slipped, distinct, distinctBefore } = position;
  const short = countable && distinct < (position.total ?? 0);
  const settled = !slipped && distinct === distinctBefore;
  if ((!slipped && !short) || settled) return { ...position, ended: true };
  if (position.reading >= READINGS_CEILING) {
    // In some lists rows of equal rank stand in another order each time: all of them were seen even so.
    if (countable && distinct === position.total) return { ...position, ended: true };
    throw new VendorError('vendor_list_unstable', entity);
  }
  return { ...listStart, total: position.total, reading: position.reading + 1, distinctBefore: distinct };
}
