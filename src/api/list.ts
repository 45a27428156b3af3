import { z } from 'zod';
import type { Position } from '../storage/page';
import { encodeId, encodePosition } from './cursor';

const DEFAULT_LIMIT = 50;
const LARGEST_LIMIT = 200;

const limit = z
  .string()
  .regex(/^\d{1,4}$/, `must be a whole number from 1 to ${LARGEST_LIMIT}`)
  .transform(Number)
  .pipe(z.int().min(1).max(LARGEST_LIMIT))
  .default(DEFAULT_LIMIT);

/** Query parameters of every list. */
export const pageQuery = { limit, cursor: z.string().min(1).max(1_000).optional() };

/** Answer of every list. */
export function listSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** A page of documents, and the cursor of the next one. */
interface Page<T> {
  readonly documents: readonly T[];
  readonly nextCursor: string | null;
}

/** @param found one document more than `limit`, where there is a next page. */
function cut<T>(found: readonly T[], limit: number, cursorOf: (last: T) => string): Page<T> {
  const documents = found.slice(0, limit);
  const last = documents.at(-1);
  return { documents, nextCursor: found.length > limit && last !== undefined ? cursorOf(last) : null };
}

/** A page of a list that is ordered by time. `read` is asked for one document more than `limit`. */
export async function pageByTime<T>(
  scope: readonly string[],
  limit: number,
  read: (limit: number) => Promise<T[]>,
  positionOf: (document: T) => Position,
): Promise<Page<T>> {
  return cut(await read(limit + 1), limit, (last) => encodePosition(scope, positionOf(last)));
}

/** A page of a list that is ordered by id. `read` is asked for one document more than `limit`. */
export async function pageById<T>(
  scope: readonly string[],
  limit: number,
  read: (limit: number) => Promise<T[]>,
  idOf: (document: T) => string,
): Promise<Page<T>> {
  return cut(await read(limit + 1), limit, (last) => encodeId(scope, idOf(last)));
}
