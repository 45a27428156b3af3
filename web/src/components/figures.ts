import type { Language } from '../i18n/languages';

const LOCALES: Readonly<Record<Language, string>> = { ru: 'ru-RU', en: 'en-GB' };

/** A decimal string as it is told to `Intl`, which reads every digit of it. */
type Decimal = `${number}`;

function isDecimal(text: string): text is Decimal {
  return /^-?\d+(\.\d+)?(E[+-]?\d+)?$/.test(text);
}

/** @param amount a decimal string, e.g. `1500.00`, which becomes `1 500 ₽`. */
export function roubles(amount: string, language: Language): string {
  if (!isDecimal(amount)) return amount;
  return new Intl.NumberFormat(LOCALES[language], {
    style: 'currency',
    currency: 'RUB',
    currencyDisplay: 'narrowSymbol',
    trailingZeroDisplay: 'stripIfInteger',
  }).format(amount);
}

/** @param part of one, e.g. `0.256`, which becomes `25,6 %`. */
export function percent(part: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language], { style: 'percent', maximumFractionDigits: 1 }).format(
    part,
  );
}

/** E.g. `22.11.2026, 14:05`, in the given zone: for columns, where all times are equally long. */
export function columnTime(at: string, language: Language, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(new Date(at));
}

const DAY_MILLISECONDS = 24 * 60 * 60 * 1_000;

/** Whole days between two instants. */
export function daysBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / DAY_MILLISECONDS);
}

/** E.g. `783 байта`. */
export function bytes(count: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language], {
    style: 'unit',
    unit: 'byte',
    unitDisplay: 'long',
  }).format(count);
}

/** E.g. `3,4 МБ`. */
export function megabytes(size: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language], {
    style: 'unit',
    unit: 'megabyte',
    maximumFractionDigits: 1,
  }).format(size / 1_000_000);
}

/** @param date a day of the calendar, `YYYY-MM-DD`, which becomes e.g. `22 нояб.` */
export function dayAndMonth(date: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`));
}
