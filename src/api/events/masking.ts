import { scrub } from '../../platform/redact';
import { jsonOf } from './decode-body';

/** What stands in the place of a token. */
const BLANK = '***';
/** What is nested deeper is left out: nothing that a vendor means is. */
const DEEPEST = 40;

/** A shorter one would be found in the middle of anything; its field is blanked by name. */
const SHORTEST_SECRET = 6;

/** Names are compared in lower case and without `_` and `-`, so that `client_name` and `ClientName` are one. */
const TOKEN = /(?:token|secret|password|passwd|apikey|authorization|signature)$/;
const PERSON = 'client|customer|contact|employee|master|staff|user|responsible|person|patient|visitor';
const PEOPLE = new RegExp(`^(?:${PERSON})s?$`);
const OF_A_PERSON = new RegExp(`^(?:${PERSON}).*(?:name|tel)`);
const PERSONAL =
  /phone|mobile|mail|surname|firstname|lastname|middlename|patronymic|fullname|^fio$|^tel$|birth|address|passport|comment/;
const ID = /ids?$/;

const TOKEN_IN_TEXT =
  /((?:token|secret|password|passwd|api_?key|authorization|signature)["']?\s*[:=]\s*["']?)[^"'&\s,;}]+/gi;

/** How a body is shown. */
export interface Masking {
  /** People are shown as they are; tokens never are. */
  readonly reveal: boolean;
  /** Secrets of the settings, blanked wherever they stand. */
  readonly secrets: readonly string[];
}

/**
 * A value of a body without tokens and, unless they are to be revealed, without personal data: values of
 * people keep their shape alone, so that it still shows why a phone could not be read.
 *
 * @param path names of the fields that lead to it.
 */
export function masked(value: unknown, path: readonly string[], masking: Masking, depth = 0): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (isToken(path)) return BLANK;
  if (depth > DEEPEST) return '…';
  if (Array.isArray(value)) return value.map((item: unknown) => masked(item, path, masking, depth + 1));
  if (typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [
        name,
        masked(inner, [...path, name], masking, depth + 1),
      ]),
    );
  }
  if (typeof value === 'number') {
    const shown = maskedText(String(value), path, masking);
    return shown === String(value) ? value : shown;
  }
  return typeof value === 'string' ? maskedText(value, path, masking, depth) : null;
}

/** A text of a form or of JSON; one that holds JSON itself is masked inside. */
function maskedText(text: string, path: readonly string[], masking: Masking, depth = 0): string {
  const inner = jsonOf(text);
  if (inner !== undefined) return JSON.stringify(masked(inner, path, masking, depth + 1));
  const safe = withoutTokens(text, masking);
  if (masking.reveal) return safe;
  return isPersonal(path) ? shapeOf(safe) : scrub(safe, Number.POSITIVE_INFINITY);
}

/** The names in `record[client][name]`. */
export function pathOf(formName: string): string[] {
  return formName.split(/[[\].]+/).filter((part) => part !== '');
}

/** Blanks what stands after a name of a token, and the secrets of the settings. */
export function withoutTokens(text: string, { secrets }: Pick<Masking, 'secrets'>): string {
  let safe = text.replace(TOKEN_IN_TEXT, `$1${BLANK}`);
  for (const secret of secrets) {
    if (secret.length >= SHORTEST_SECRET) safe = safe.replaceAll(secret, BLANK);
  }
  return safe;
}

function isToken(path: readonly string[]): boolean {
  return TOKEN.test(plain(namesIn(path).at(-1) ?? ''));
}

function isPersonal(path: readonly string[]): boolean {
  const names = namesIn(path).map(plain);
  const last = names.at(-1) ?? '';
  if (ID.test(last)) return false;
  return PERSONAL.test(last) || OF_A_PERSON.test(last) || names.some((name) => PEOPLE.test(name));
}

/** Without places in lists. */
function namesIn(path: readonly string[]): string[] {
  return path.filter((part) => !/^\d+$/.test(part));
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]/g, '');
}

function shapeOf(text: string): string {
  return text.replaceAll(/[\p{L}\p{N}]/gu, '•');
}
