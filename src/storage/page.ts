import type { Filter } from 'mongodb';

/** A condition on documents whose `_id` is text; what other fields there are, the caller knows. */
export type Condition = Filter<{ readonly _id: string }>;

/** Where a page of a list ends; the next one begins after it. */
export interface Position {
  readonly at: Date;
  readonly id: string;
}

/**
 * Documents older than a position, newest first, ties by `_id`. The outer bound is what an index can
 * seek to; the inner one only settles ties.
 */
export function olderThan(field: string, after: Position | null): Condition[] {
  if (after === null) return [];
  return [
    { [field]: { $lte: after.at } },
    { $or: [{ [field]: { $lt: after.at } }, { _id: { $lt: after.id } }] },
  ];
}

/** A time from `from` on and before `before`. */
export interface Period {
  readonly from: Date | null;
  readonly before: Date | null;
}

export function within(field: string, { from, before }: Period): Condition[] {
  return [
    ...(from === null ? [] : [{ [field]: { $gte: from } }]),
    ...(before === null ? [] : [{ [field]: { $lt: before } }]),
  ];
}

/** The fields that are asked for, as they are. */
export function equal(fields: Readonly<Record<string, string | boolean | null | undefined>>): Condition[] {
  return Object.entries(fields).flatMap(([field, value]) =>
    value === undefined ? [] : [{ [field]: value }],
  );
}

/**
 * What was typed into the search box: every prefix begins a token of the document, or the whole text is
 * its external id. Anchored and case-sensitive, so that the index on `search` serves it.
 */
export function matching(search: SearchFilter | null): Condition[] {
  if (search === null) return [];
  const { prefixes, externalId } = search;
  const tokens = prefixes.map(beginning);
  const exact = { externalId };
  return [tokens.length === 0 ? exact : { $or: [{ $and: tokens }, exact] }];
}

/** Documents with a token that begins so. */
export function beginning(prefix: string): Condition {
  return { search: { $regex: `^${literal(prefix)}` } };
}

export interface SearchFilter {
  /** The database looks up the first one and compares the others. */
  readonly prefixes: readonly string[];
  readonly externalId: string;
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|#-]/g, '\\$&');
}
