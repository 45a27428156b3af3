import { listOf, type Value } from './tree';

const YES = ['true', '1', 'yes', 'on'];
const NO = ['false', '0', 'no', 'off'];
/** Nothing that people write into these fields is longer; the rest is cut. */
export const TEXT_LENGTH = 1_000;
const TEXTS_CEILING = 20;
const ID = /^[\p{L}\p{N}_.:-]{1,64}$/u;

/** Text without blanks around it, or a number as it is written. Null for anything else and for nothing. */
export function textOf(value: Value | undefined): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value.trim().slice(0, TEXT_LENGTH) || null : null;
}

/** An id as text. Null when it is none, as is a number too large to be exact. */
export function idOf(value: Value | undefined): string | null {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return null;
  const text = textOf(value);
  return text !== null && ID.test(text) ? text : null;
}

/** Null when it is neither yes nor no. */
export function booleanOf(value: Value | undefined): boolean | null {
  if (typeof value === 'boolean') return value;
  const word = textOf(value)?.toLowerCase() ?? '';
  if (YES.includes(word)) return true;
  return NO.includes(word) ? false : null;
}

/** One text or several, also with commas or semicolons between them. */
export function textsOf(value: Value | undefined): string[] {
  return listOf(value)
    .slice(0, TEXTS_CEILING)
    .flatMap((item) => textOf(item)?.split(/[,;]/) ?? []);
}
