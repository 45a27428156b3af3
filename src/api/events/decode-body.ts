import { TextDecoder } from 'node:util';
import { decodedBytes } from '../../platform/content-encoding';

/** One field of a form, with its name as it was written, e.g. `record[client][name]`. */
export type FormPair = readonly [name: string, value: string];

/** A body as far as it can be read without knowing its vendor. */
export type DecodedBody =
  | { readonly format: 'json'; readonly value: unknown }
  | { readonly format: 'form'; readonly pairs: readonly FormPair[] }
  | { readonly format: 'text'; readonly text: string }
  /** Of no charset, or compressed in a way that cannot be undone. */
  | { readonly format: 'binary'; readonly bytes: Buffer };

/** @param bytes as they came through the door. */
export async function decodeBody(
  bytes: Buffer,
  {
    contentType,
    contentEncoding,
  }: { readonly contentType: string | null; readonly contentEncoding: string | null },
): Promise<DecodedBody> {
  const body = await decodedBytes(bytes, contentEncoding);
  if (body === null) return { format: 'binary', bytes };
  const type = contentType ?? '';
  if (/^\s*multipart\/form-data/i.test(type)) {
    const pairs = await multipartPairs(body, type);
    if (pairs !== null) return { format: 'form', pairs };
  }
  const charset = /charset\s*=\s*"?([\w.:-]+)/i.exec(type)?.[1] ?? 'utf-8';
  const text = textOf(body, charset);
  if (text === null) return { format: 'binary', bytes: body };
  const value = jsonOf(text);
  if (value !== undefined) return { format: 'json', value };
  const pairs = text.includes('=') && !/^\s*[{[<]/.test(text) ? formPairs(text, charset) : null;
  return pairs === null ? { format: 'text', text } : { format: 'form', pairs };
}

/** Null for bytes that are not of the charset, and for a charset that is none. */
function textOf(bytes: Buffer, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes).replaceAll('\0', '');
  } catch {
    return null;
  }
}

/** The object or list that a text is; undefined when it is neither. */
export function jsonOf(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function formPairs(text: string, charset: string): FormPair[] | null {
  const pairs: FormPair[] = [];
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const end = pair.includes('=') ? pair.indexOf('=') : pair.length;
    const name = percentDecoded(pair.slice(0, end), charset);
    const value = percentDecoded(pair.slice(end + 1), charset);
    if (name === null || value === null) return null;
    pairs.push([name.trim(), value]);
  }
  return pairs;
}

function percentDecoded(written: string, charset: string): string | null {
  const parts = written.replaceAll('+', ' ').split(/((?:%[0-9a-f]{2})+)/i);
  let decoded = '';
  for (const [index, part] of parts.entries()) {
    const text = index % 2 === 0 ? part : textOf(Buffer.from(part.replaceAll('%', ''), 'hex'), charset);
    if (text === null) return null;
    decoded += text;
  }
  return decoded;
}

/** Null when it is no form after all. Of a file its name and size are told. */
async function multipartPairs(body: Buffer, contentType: string): Promise<FormPair[] | null> {
  const response = new Response(new Uint8Array(body), { headers: { 'content-type': contentType } });
  const form = await response.formData().catch(() => null);
  if (form === null) return null;
  return [...form].map(([name, value]) => [
    name,
    typeof value === 'string' ? value : `[file, ${value.size} bytes]`,
  ]);
}
