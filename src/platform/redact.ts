/** A rule is tried on the whole text in the order of the list: wider shapes first, so that none is cut in half. */
interface Rule {
  readonly pattern: RegExp;
  readonly replacement: string;
}

// Every quantified run starts behind a lookbehind, which keeps matching linear on long vendor bodies.
const RULES: readonly Rule[] = [
  // mongodb://user:password@host, smtp://…
  { pattern: /(?<=:\/\/)[^\s/@"']*:[^\s/@"']*@/g, replacement: '[credentials]@' },
  // The webhook's path ends with its secret: /hooks/<vendor>/<hook>/<secret>
  { pattern: /(\/hooks\/[^/\s"'?]+\/[^/\s"'?]+\/)[^/\s"'?]+/g, replacement: '$1[secret]' },
  // Queries carry searches for people, tokens and signatures, so no value of one is kept.
  { pattern: /([?&][\w.[\]%-]{1,64}=)[^&\s"'#]+/g, replacement: '$1[redacted]' },
  // The driver names the values that clash: a phone, an e-mail or a name may be among them.
  { pattern: /(dup key: )\{.*\}/gs, replacement: '$1[redacted]' },
  { pattern: /(?<![\w-])eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g, replacement: '[token]' },
  { pattern: /\b(bearer|basic)(\s+|%20)[^\s"',;]+/gi, replacement: '$1 [token]' },
  { pattern: /(?<![\w-])skv_[\w-]+/g, replacement: '[token]' },
  {
    pattern: /(?<![\p{L}\d._%+-])[\p{L}\d._%+-]+(?:@|%40)[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu,
    replacement: '[email]',
  },
  { pattern: /(?<![0-9a-f])[0-9a-f]{32,}/gi, replacement: '[hex]' },
];

/** Identifiers that hold digits in a row and are needed to find a record: UUID, ObjectId, RFC 3339 time. */
const KEPT = String.raw`(?<![\w-])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{24}|\d{4}-\d\d-\d\dT[\d:.]+Z?)(?![\w-])`;

const SEPARATORS = String.raw`(?:[\s()./\u2010-\u2015-]|%20|%28|%29){0,3}`;

const PHONES = [
  // +7 912 345-67-89, 8 (912) 3456789, 79123456789
  String.raw`(?:(?:\+|%2B)?7|8)(?:${SEPARATORS}\d){10}`,
  // another country, always with its plus
  String.raw`(?:\+|%2B)\d(?:${SEPARATORS}\d){7,14}`,
  // a mobile or a city number without the country: 912 345-67-89, 9123456789, (495) 123-45-67
  String.raw`9\d{2}${SEPARATORS}\d{3}${SEPARATORS}\d{2}${SEPARATORS}\d{2}`,
  String.raw`\(\d{3,5}\)${SEPARATORS}\d{1,3}${SEPARATORS}\d{2}${SEPARATORS}\d{2}`,
];

const KEPT_OR_PHONE = new RegExp(`(${KEPT})|(?<!\\d)(?:${PHONES.join('|')})(?!\\d)`, 'gi');

/**
 * Takes out of a text what tells a person or opens a door: phones in the usual Russian formats, e-mails,
 * JWTs, bearer tokens, API keys, credentials and query values of addresses, hook secrets, 32 and more hex digits.
 * Names of people cannot be told from other words: do not pass texts that may hold them.
 * The result has at most `max` characters.
 */
export function scrub(text: string, max = 500): string {
  let clean = text;
  for (const { pattern, replacement } of RULES) clean = clean.replace(pattern, replacement);
  clean = clean.replace(KEPT_OR_PHONE, (_match, kept: string | undefined) => kept ?? '[phone]');
  return clean.length > max ? `${clean.slice(0, max - 1)}…` : clean;
}
