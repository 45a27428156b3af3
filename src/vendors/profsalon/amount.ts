const CURRENCY = /(?:₽|руб(?:лей|ля|ль)?\.?|р\.?|rub|rur)$/i;
/** Kopecks of more than two digits come from senders who calculate with binary fractions. */
const DECIMAL = /^(-?)(\d{1,13})(?:[.,](\d+))?$/;
/** One and a half, or fifteen hundred: nobody can tell. */
const AMBIGUOUS = /^-?[1-9]\d{0,2}[.,]\d{3}$/;

/** Roubles as an exact number of kopecks, from a number or from text like `2 500,00 ₽`. Null when it is none. */
export function kopecksOf(value: unknown): bigint | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  const text = typeof value === 'number' ? String(value) : value.replace(/\s/g, '').replace(CURRENCY, '');
  if (typeof value === 'string' && AMBIGUOUS.test(text)) return null;
  const match = DECIMAL.exec(text);
  if (match === null) return null;
  const [, sign = '', roubles = '0', fraction = ''] = match;
  const padded = fraction.padEnd(3, '0');
  const roundedUp = padded.charAt(2) >= '5' ? 1n : 0n;
  const kopecks = BigInt(roubles) * 100n + BigInt(padded.slice(0, 2)) + roundedUp;
  return sign === '-' ? -kopecks : kopecks;
}

/** As a decimal string in roubles with two places. */
export function moneyOf(kopecks: bigint): string {
  const absolute = kopecks < 0n ? -kopecks : kopecks;
  return `${kopecks < 0n ? '-' : ''}${absolute / 100n}.${(absolute % 100n).toString().padStart(2, '0')}`;
}
