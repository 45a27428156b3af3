interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** Where a page of a list begins; the first one says nothing. */
export function pageAfter(cursor: string | null): { cursor?: string } {
  return cursor === null ? {} : { cursor };
}

/** The most that a list gives at once. */
export const LARGEST_PAGE = '200';

/** Everything of a list that is short by nature, page after page. */
export async function everyItem<Item>(read: (cursor: string | null) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Item> = await read(cursor);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}

/** Where the reading of a list begins that is read on as it is scrolled. */
export const FIRST_PAGE = { initialPageParam: beginning() };

function beginning(): string | null {
  return null;
}
