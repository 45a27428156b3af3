import { IANAZone } from 'luxon';

/**
 * What the clock on the wall showed, as if it were UTC. An export asks for each of its times, so this
 * avoids building a calendar date for every one of them.
 */
export function wallClock(moment: Date, timeZone: string): Date {
  const at = moment.getTime();
  return new Date(at + IANAZone.create(timeZone).offset(at) * 60_000);
}
