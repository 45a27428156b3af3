import { z } from 'zod';

const COUNTED_AT_MOST = 10_000;

/** Answer to how many rows there are; `more` than are counted, where there are very many. */
export const countSchema = z.object({ count: z.int(), more: z.boolean() });

/** @param count that stops at so many. */
export async function presentCount(
  count: (atMost: number) => Promise<number>,
): Promise<z.infer<typeof countSchema>> {
  const found = await count(COUNTED_AT_MOST + 1);
  return { count: Math.min(found, COUNTED_AT_MOST), more: found > COUNTED_AT_MOST };
}
