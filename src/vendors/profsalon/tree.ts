/** Of one body; the bodies in a list at the top count by themselves. */
const DEEPEST = 8;

/** Of one delivery. */
export const RECORDS_CEILING = 100;

/** Why a delivery cannot be read. Codes for people to group by. */
export type RefusalReason =
  | 'body_empty'
  | 'charset_unknown'
  | 'text_invalid'
  | 'format_unknown'
  | 'json_invalid'
  | 'form_invalid'
  | 'multipart_invalid'
  | 'multipart_has_files'
  | 'too_many_pairs'
  | 'nesting_too_deep'
  | 'too_many_values'
  | 'too_many_records'
  | 'not_an_object';

/** A body, or one body of a list, cannot be read. */
export class BodyRefused extends Error {
  constructor(readonly reason: RefusalReason) {
    super(reason);
  }
}

/** A value of a body, whichever format it came in. */
export type Value = null | boolean | number | string | readonly Value[] | Fields;

/** An object of a body. Names are looked up in lower case; no name has a meaning of its own. */
export class Fields {
  private readonly byName = new Map<string, { readonly written: string; readonly value: Value }>();

  /** Of names that differ by case alone, the first that is not empty counts. */
  constructor(entries: Iterable<readonly [string, Value]>) {
    for (const [written, value] of entries) {
      const name = written.toLowerCase();
      const before = this.byName.get(name);
      if (before === undefined || isEmpty(before.value)) this.byName.set(name, { written, value });
    }
  }

  get size(): number {
    return this.byName.size;
  }

  /** @param name in lower case. */
  get(name: string): Value | undefined {
    return this.byName.get(name)?.value;
  }

  /** With the names as they were written. */
  entries(): [string, Value][] {
    return [...this.byName.values()].map(({ written, value }) => [written, value]);
  }
}

/** PHP senders blank what they do not know, so these say nothing. */
export function isEmpty(value: Value | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (value instanceof Fields) return value.size === 0;
  return isList(value) && value.length === 0;
}

/** A list as PHP sends it: a list, a map with numeric names, or the only item by itself. */
export function listOf(value: Value | undefined): readonly Value[] {
  if (value === undefined || isEmpty(value)) return [];
  if (value instanceof Fields) {
    const entries = value.entries();
    return entries.every(([name]) => /^\d+$/.test(name)) ? entries.map(([, item]) => item) : [value];
  }
  return isList(value) ? value : [value];
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/**
 * The first value that is not empty.
 *
 * @param paths in lower case; a dot leads into an object.
 */
export function firstOf(fields: Fields, paths: readonly string[]): Value | undefined {
  for (const path of paths) {
    let value: Value | undefined = fields;
    for (const name of path.split('.')) value = value instanceof Fields ? value.get(name) : undefined;
    if (!isEmpty(value)) return value;
  }
  return undefined;
}

/** How many values of a delivery may still be read, so that no body takes long. */
export interface Budget {
  values: number;
}

/** Room for the most records there may be, each with dozens of services and extra fields. */
export function fullBudget(): Budget {
  return { values: 50_000 };
}

/**
 * What a parser made of a body, without NUL characters.
 *
 * @throws BodyRefused `nesting_too_deep`; `too_many_values`; `json_invalid` for a number that is none,
 *   such as 1e999.
 */
export function treeOf(parsed: unknown, budget: Budget, depth = 1): Value {
  budget.values -= 1;
  if (budget.values < 0) throw new BodyRefused('too_many_values');
  switch (typeof parsed) {
    case 'string':
      return withoutNul(parsed);
    case 'boolean':
      return parsed;
    case 'number':
      if (!Number.isFinite(parsed)) throw new BodyRefused('json_invalid');
      return parsed;
    case 'object':
      if (parsed === null) return null;
      if (depth > DEEPEST) throw new BodyRefused('nesting_too_deep');
      if (Array.isArray(parsed)) return parsed.map((item) => treeOf(item, budget, depth + 1));
      return new Fields(
        Object.entries(parsed).map(([name, value]) => [withoutNul(name), treeOf(value, budget, depth + 1)]),
      );
    default:
      throw new BodyRefused('json_invalid');
  }
}

export function withoutNul(text: string): string {
  return text.replaceAll('\0', '');
}
