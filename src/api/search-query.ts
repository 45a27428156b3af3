import { z } from 'zod';
import { searchPrefixes } from '../domain/search';
import type { SearchFilter } from '../storage/page';

/** Query parameter of a list that can be searched. */
export const searchQuery = { q: z.string().trim().min(1).max(200).optional() };

export function searchOf(q: string | undefined): SearchFilter | null {
  return q === undefined ? null : { prefixes: searchPrefixes(q), externalId: q };
}
