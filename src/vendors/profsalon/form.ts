import { TextDecoder } from 'node:util';
import { parse } from 'qs';
import { decode } from './text';
import { BodyRefused } from './tree';

const PAIRS_CEILING = 2_000;
/** What is nested deeper stays one level too deep, so that the body is refused for it. */
const LEVELS_BELOW_THE_FIRST = 7;

/**
 * Pairs with bracketed names (`record[client][phone]=…`), as PHP reads them.
 *
 * @returns objects without a prototype, lists and texts.
 * @throws BodyRefused for too many pairs and for text that is not of the charset.
 */
export function parseForm(text: string, decoder: TextDecoder): unknown {
  if (countOf(text, '&') >= PAIRS_CEILING) throw new BodyRefused('too_many_pairs');
  return parse(text, {
    parameterLimit: PAIRS_CEILING,
    arrayLimit: PAIRS_CEILING,
    depth: LEVELS_BELOW_THE_FIRST,
    plainObjects: true,
    decoder: (written) => percentDecode(written, decoder),
  });
}

/** A per cent sign that begins no byte stands for itself. */
function percentDecode(written: string, decoder: TextDecoder): string {
  return written
    .replaceAll('+', ' ')
    .replace(/(?:%[0-9a-f]{2})+/gi, (run) => decode(Buffer.from(run.replaceAll('%', ''), 'hex'), decoder));
}

/**
 * `multipart/form-data` without files, always in UTF-8.
 *
 * @throws BodyRefused
 */
export async function parseMultipart(body: Buffer, contentType: string): Promise<unknown> {
  if (countOf(body.toString('latin1'), 'form-data') > PAIRS_CEILING) throw new BodyRefused('too_many_pairs');
  const response = new Response(new Uint8Array(body), { headers: { 'content-type': contentType } });
  const form = await response.formData().catch(() => {
    throw new BodyRefused('multipart_invalid');
  });
  const pairs = new URLSearchParams();
  for (const [name, value] of form) {
    if (typeof value !== 'string') throw new BodyRefused('multipart_has_files');
    pairs.append(name, value);
  }
  return parseForm(pairs.toString(), new TextDecoder('utf-8', { fatal: true }));
}

function countOf(text: string, part: string): number {
  return text.split(part).length - 1;
}
