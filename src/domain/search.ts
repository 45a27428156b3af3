import { toE164 } from './phone';

const PHONE_MARK = '#';
const MINIMUM_PHONE_DIGITS = 4;

/** Words as they are compared: lower case, ё as е, letters and digits only. */
function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

function reversed(digits: string): string {
  return [...digits].reverse().join('');
}

/**
 * What a document is found by: its words, and its phones backwards so that the last digits of a phone
 * are a prefix, which an index can serve.
 */
export function searchTokens(texts: readonly (string | null)[], phones: readonly string[]): string[] {
  const words = texts.flatMap((text) => (text === null ? [] : wordsOf(text)));
  const ends = phones.map((phone) => PHONE_MARK + reversed(phone.replace(/\D/g, '')));
  return [...new Set([...words, ...ends])];
}

/** What was typed into the search box, as prefixes of tokens that must all be there. */
export function searchPrefixes(query: string): string[] {
  const looksLikePhone = /^[\d\s()+.-]+$/.test(query);
  const digits = query.replace(/\D/g, '');
  if (looksLikePhone && digits.length >= MINIMUM_PHONE_DIGITS) {
    const whole = digits.length >= 10 ? toE164(query)?.slice(1) : undefined;
    return [PHONE_MARK + reversed(whole ?? digits)];
  }
  return [...new Set(wordsOf(query))];
}
