import type { Document } from 'mongodb';

const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * Consecutive calendar days of some time zone. Who asks computes them, so that the database's own idea of
 * time zones, which may be older, decides nothing.
 */
export interface Days {
  /** Where each day begins, in order; at least one. */
  readonly starts: readonly [Date, ...Date[]];
  /** Where the last one ends. */
  readonly end: Date;
}

/** Days in a row that last 24 hours each, or a single one that does not. */
interface Stretch {
  readonly start: number;
  readonly firstDay: number;
  readonly isRegular: boolean;
}

/** Expression for the number of the day that a time is on, from 0; the time must be within the days. */
export function dayNumber(field: string, { starts, end }: Days): Document {
  const ends = [...starts.slice(1), end];
  const stretches: Stretch[] = [];
  for (const [day, start] of starts.entries()) {
    const isRegular = (ends[day]?.getTime() ?? 0) - start.getTime() === DAY_MS;
    if (isRegular && stretches.at(-1)?.isRegular === true) continue;
    stretches.push({ start: start.getTime(), firstDay: day, isRegular });
  }
  return {
    $switch: {
      // The latest first: each of them is then known by its beginning alone.
      branches: stretches.reverse().map((stretch) => ({
        case: { $gte: [`$${field}`, new Date(stretch.start)] },
        // biome-ignore lint/suspicious/noThenProperty: MongoDB calls it so.
        then: numberWithin(field, stretch),
      })),
    },
  };
}

function numberWithin(field: string, { start, firstDay, isRegular }: Stretch): Document | number {
  if (!isRegular) return firstDay;
  const passed = { $divide: [{ $subtract: [`$${field}`, new Date(start)] }, DAY_MS] };
  return { $add: [firstDay, { $floor: passed }] };
}
