import { setTimeout as delay } from 'node:timers/promises';
import type { ProfsalonControl } from '../../dev/simulators/profsalon/control-client';
import type { JournalReport } from '../../dev/simulators/profsalon/journal';
import { Pace } from '../../dev/simulators/profsalon/pace';
import { type ConnectedSalon, SALON_TOKEN } from '../stand/salon';

export interface FlowOptions {
  readonly seed: number;
  /** Things that happen, in all salons together. */
  readonly events: number;
  readonly eventsPerSecond: number;
}

/** Each event once to three times, out of order, and again until it is answered 2xx. */
const delivery = {
  repeats: { least: 1, most: 3 },
  shuffleMilliseconds: 500,
  concurrency: 16,
  retries: 50,
  retryPauseMilliseconds: 2_000,
  timeoutMilliseconds: 10_000,
};
/** Of one salon, in one command. */
const EVENTS_AT_ONCE = 4;
/** As long as the simulator waits at most. */
const SETTLE_LIMIT_MILLISECONDS = 240_000;

/** Salons where something happens at a fixed rate; the simulator posts it and keeps the journal. */
export class Flow {
  constructor(
    private readonly control: ProfsalonControl,
    private readonly salons: readonly ConnectedSalon[],
    private readonly options: FlowOptions,
  ) {}

  async prepare(): Promise<void> {
    for (const [index, { salonId, salonLogin, webhookUrl }] of this.salons.entries()) {
      await this.control.putSalon({
        salonId,
        salonLogin,
        token: SALON_TOKEN,
        webhookUrl,
        variant: 'mixed',
        delivery,
        data: { seed: this.options.seed + index, records: 0 },
      });
    }
  }

  /** Returns once everything has happened and every post was answered. */
  async run(): Promise<void> {
    const { events, eventsPerSecond } = this.options;
    const pace = new Pace(eventsPerSecond / EVENTS_AT_ONCE);
    pace.resume(performance.now());
    const commands = Math.ceil(events / EVENTS_AT_ONCE);
    for (let command = 0; command < commands; command += 1) {
      await delay(Math.max(0, pace.due - performance.now()));
      pace.take();
      const salon = this.salons[command % this.salons.length];
      if (salon === undefined) throw new RangeError('There are no salons.');
      await this.control.tickLife(salon.salonId, Math.min(EVENTS_AT_ONCE, events - command * EVENTS_AT_ONCE));
    }
    for (const { salonId } of this.salons) await this.control.settle(salonId, SETTLE_LIMIT_MILLISECONDS);
  }

  async journals(): Promise<Map<ConnectedSalon, JournalReport>> {
    const journals = new Map<ConnectedSalon, JournalReport>();
    for (const salon of this.salons) journals.set(salon, await this.control.journal(salon.salonId));
    return journals;
  }
}
