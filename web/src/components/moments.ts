import type { Language } from '../i18n/languages';

const LOCALES: Readonly<Record<Language, string>> = { ru: 'ru-RU', en: 'en-GB' };

const SPANS = [
  ['year', 365 * 24 * 60 * 60],
  ['month', 30 * 24 * 60 * 60],
  ['day', 24 * 60 * 60],
  ['hour', 60 * 60],
  ['minute', 60],
] as const;

/** E.g. `22 ноября 2025 г., 14:05`, in the given zone. */
export function absoluteTime(at: Date, language: Language, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone,
  }).format(at);
}

/** E.g. `22 нояб., 14:05:09`, in the given zone: for lists, where lines stand close. */
export function shortTime(at: Date, language: Language, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZone,
  }).format(at);
}

/**
 * E.g. `5 минут назад` or `через 3 часа`; within a minute to come `сейчас`.
 *
 * @param justNow stands for the minute that has passed, of which nobody says `сейчас`.
 */
export function relativeTime(at: Date, now: Date, language: Language, justNow: string): string {
  const seconds = (at.getTime() - now.getTime()) / 1_000;
  const format = new Intl.RelativeTimeFormat(LOCALES[language], { numeric: 'auto' });
  const span = SPANS.find(([, length]) => Math.abs(seconds) >= length);
  if (span !== undefined) return format.format(Math.round(seconds / span[1]), span[0]);
  return seconds > 0 ? format.format(0, 'second') : justNow;
}

/** E.g. `1 мин 5 с`. */
export function duration(milliseconds: number, language: Language): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  const parts = [
    [Math.floor(seconds / 3_600), 'hour'],
    [Math.floor((seconds % 3_600) / 60), 'minute'],
    [seconds % 60, 'second'],
  ] as const;
  const shown = parts.filter(([count], index) => count > 0 || (index === 2 && seconds === 0)).slice(0, 2);
  return shown
    .map(([count, unit]) =>
      new Intl.NumberFormat(LOCALES[language], { style: 'unit', unit, unitDisplay: 'short' }).format(count),
    )
    .join(' ');
}

/** E.g. `12 345`. */
export function wholeNumber(count: number, language: Language): string {
  return new Intl.NumberFormat(LOCALES[language]).format(count);
}

/** E.g. `14:05`, in the given zone. */
export function clockTime(at: Date, language: Language, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALES[language], { timeStyle: 'short', timeZone }).format(at);
}

/** @param date a day of the calendar, `YYYY-MM-DD`, which is the same day everywhere. */
export function calendarDate(date: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
}
