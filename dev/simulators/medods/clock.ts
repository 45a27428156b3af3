/** Clinics of the simulator live in Moscow time: three hours ahead of UTC all year round since 2014. */
const offsetMilliseconds = 3 * 3_600_000;
const dayMilliseconds = 86_400_000;

/** The number of a clinic-local day, counted from 1970-01-01. */
export function localDay(instant: number): number {
  return Math.floor((instant + offsetMilliseconds) / dayMilliseconds);
}

/** The instant of a clinic-local minute, in milliseconds since 1970. */
export function instantOf(day: number, minuteOfDay: number): number {
  return day * dayMilliseconds + minuteOfDay * 60_000 - offsetMilliseconds;
}

/** `YYYY-MM-DD` of a clinic-local day. */
export function dateOf(day: number): string {
  return new Date(day * dayMilliseconds).toISOString().slice(0, 10);
}

/** `HH:MM` of a minute of the day. */
export function timeOf(minuteOfDay: number): string {
  const hours = String(Math.floor(minuteOfDay / 60)).padStart(2, '0');
  return `${hours}:${String(minuteOfDay % 60).padStart(2, '0')}`;
}

/** ISO 8601 with a fraction and the clinic's offset, for example `2026-03-14T10:30:00.123+03:00`. */
export function stampOf(instant: number): string {
  return `${new Date(instant + offsetMilliseconds).toISOString().slice(0, 23)}+03:00`;
}

export function isSunday(day: number): boolean {
  // 1970-01-01 was a Thursday.
  return day % 7 === 3;
}
