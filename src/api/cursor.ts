import { createHash } from 'node:crypto';
import { z } from 'zod';
import { SkvozError } from '../domain/errors';
import type { Position } from '../storage/page';

const CHECK_CHARACTERS = 12;

const timedSchema = z.tuple([z.string(), z.iso.datetime(), z.string().min(1).max(200)]);
const orderedSchema = z.tuple([z.string(), z.string().min(1).max(200)]);

/** Where a list ordered by time goes on. `scope` names the list: its kind, tenant and what it is nested in. */
export function encodePosition(scope: readonly string[], { at, id }: Position): string {
  return encode(scope, [at.toISOString(), id]);
}

/** @throws SkvozError `cursor_invalid` */
export function decodePosition(scope: readonly string[], cursor: string | undefined): Position | null {
  if (cursor === undefined) return null;
  const [, at, id] = decode(timedSchema, scope, cursor);
  return { at: new Date(at), id };
}

/** Where a list ordered by id goes on. */
export function encodeId(scope: readonly string[], id: string): string {
  return encode(scope, [id]);
}

/** @throws SkvozError `cursor_invalid` */
export function decodeId(scope: readonly string[], cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const [, id] = decode(orderedSchema, scope, cursor);
  return id;
}

function encode(scope: readonly string[], parts: readonly string[]): string {
  return Buffer.from(JSON.stringify([check(scope, parts), ...parts]), 'utf8').toString('base64url');
}

function decode<T extends string[]>(schema: z.ZodType<T>, scope: readonly string[], cursor: string): T {
  const bytes = Buffer.from(cursor, 'base64url');
  const parsed = schema.safeParse(parseJson(bytes.toString('utf8')));
  if (!parsed.success || bytes.toString('base64url') !== cursor) throw new SkvozError('cursor_invalid');
  const [checked, ...parts] = parsed.data;
  if (checked !== check(scope, parts)) throw new SkvozError('cursor_invalid');
  return parsed.data;
}

/** Ties a cursor to its list, and shows damage. It keeps nothing secret, so it needs no key. */
function check(scope: readonly string[], parts: readonly string[]): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([scope, parts]))
    .digest('base64url');
  return digest.slice(0, CHECK_CHARACTERS);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
