import { TextDecoder } from 'node:util';
import { type ContentType, parseContentType } from './content-type';
import { parseForm, parseMultipart } from './form';
import { decode } from './text';
import { BodyRefused, type Budget, Fields, fullBudget, RECORDS_CEILING, treeOf, withoutNul } from './tree';

/** With which every multipart body begins. */
const DASHES = Buffer.from('--');

/**
 * The bodies of a delivery: one, or those of a list at the top.
 *
 * @throws BodyRefused
 */
export async function readBodies(body: Buffer, header: string | null): Promise<(Fields | BodyRefused)[]> {
  const parsed = await parseBody(body, header);
  const bodies = Array.isArray(parsed) ? parsed : [parsed];
  if (bodies.length === 0) throw new BodyRefused('body_empty');
  if (bodies.length > RECORDS_CEILING) throw new BodyRefused('too_many_records');
  const budget = fullBudget();
  return bodies.map((one) => readOne(one, budget));
}

function readOne(parsed: unknown, budget: Budget): Fields | BodyRefused {
  try {
    const tree = treeOf(parsed, budget);
    return tree instanceof Fields ? tree : new BodyRefused('not_an_object');
  } catch (error) {
    if (error instanceof BodyRefused) return error;
    throw error;
  }
}

async function parseBody(body: Buffer, header: string | null): Promise<unknown> {
  const type = parseContentType(header);
  if (type.media === 'multipart/form-data' && header !== null && body.subarray(0, 2).equals(DASHES)) {
    return unwrapped(await parseMultipart(body, header));
  }
  const decoder = decoderOf(type);
  const text = withoutNul(decode(body, decoder)).trim();
  if (text === '') throw new BodyRefused('body_empty');
  // The first character is more to be trusted than the header: JSON is often sent as a form.
  if (/^[{[]/.test(text)) return parseJson(text);
  if (isScalarJson(text)) throw new BodyRefused('not_an_object');
  if (!text.includes('=')) throw new BodyRefused('format_unknown');
  return unwrapped(parseForm(text, decoder));
}

function decoderOf({ charset }: ContentType): TextDecoder {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch {
    throw new BodyRefused('charset_unknown');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words quote the body, which may be personal.
    throw new BodyRefused('json_invalid');
  }
}

function isScalarJson(text: string): boolean {
  return /^(?:null|true|false|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|"[^"]*")$/i.test(text);
}

/** A form whose only field holds JSON (`data={…}`) is that JSON. */
function unwrapped(form: unknown): unknown {
  if (typeof form !== 'object' || form === null) throw new BodyRefused('form_invalid');
  const values: unknown[] = Object.values(form);
  const [only] = values;
  if (values.length !== 1 || typeof only !== 'string') return form;
  const text = withoutNul(only).trim();
  return /^[{[]/.test(text) ? parseJson(text) : form;
}
