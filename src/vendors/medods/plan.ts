import { DateTime } from 'luxon';
import type { PullPlan } from '../connector';
import type { PullPosition } from './position';
import type { MedodsSettings } from './settings';

const WINDOW_DAYS = 31;
/** It is not proven that the vendor's change filter is exact, so each pull looks back over the last. */
const OVERLAP_SECONDS = 48 * 60 * 60;

/** Decides what a pull reads, in the clinic's local dates. */
export function planPull(
  plan: PullPlan,
  settings: MedodsSettings,
  timeZone: string,
  now: Date,
): PullPosition['plan'] {
  const startedAt = now.toISOString();
  switch (plan.kind) {
    case 'range':
      return { startedAt, changedSince: null, windows: windowsOf(plan.from, plan.to), upkeep: false };
    case 'recent': {
      const today = DateTime.fromJSDate(now, { zone: timeZone });
      const from = today.minus({ days: settings.visitDaysBack }).toFormat('yyyy-MM-dd');
      const to = today.plus({ days: settings.visitDaysAhead }).toFormat('yyyy-MM-dd');
      const changedSince =
        plan.highWater === null ? null : Math.floor(plan.highWater.getTime() / 1000) - OVERLAP_SECONDS;
      return { startedAt, changedSince, windows: windowsOf(from, to), upkeep: true };
    }
  }
}

/** A period in pieces of 31 days, so that no list grows deep. */
function windowsOf(from: string, to: string): PullPosition['plan']['windows'] {
  const last = DateTime.fromISO(to, { zone: 'utc' });
  const windows: { from: string; to: string }[] = [];
  for (
    let start = DateTime.fromISO(from, { zone: 'utc' });
    start <= last;
    start = start.plus({ days: WINDOW_DAYS })
  ) {
    const end = DateTime.min(start.plus({ days: WINDOW_DAYS - 1 }), last);
    windows.push({ from: start.toFormat('yyyy-MM-dd'), to: end.toFormat('yyyy-MM-dd') });
  }
  return windows;
}
