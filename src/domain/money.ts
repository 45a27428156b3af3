const AMOUNT = /^(-?)(\d{1,15})(?:[.,](\d{1,2})0*)?$/;

/** Roubles as a vendor writes them, as a decimal string with two places. Null when it is no amount. */
export function parseMoney(value: number | string): string | null {
  const text = typeof value === 'number' ? String(Math.round(value * 100) / 100) : value.trim();
  const match = AMOUNT.exec(text);
  if (match === null) return null;
  const [, sign = '', roubles = '0', kopecks = ''] = match;
  return `${sign}${BigInt(roubles)}.${kopecks.padEnd(2, '0')}`;
}

/** Exact difference of two amounts with two places. */
export function subtractMoney(left: string, right: string): string {
  const difference = toKopecks(left) - toKopecks(right);
  const absolute = difference < 0n ? -difference : difference;
  const kopecks = (absolute % 100n).toString().padStart(2, '0');
  return `${difference < 0n ? '-' : ''}${absolute / 100n}.${kopecks}`;
}

function toKopecks(amount: string): bigint {
  return BigInt(amount.replace('.', ''));
}
