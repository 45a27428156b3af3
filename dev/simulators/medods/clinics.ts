import { ControlError } from '../shared/control-error';
import { createRandom, type Random } from '../shared/random';
import { Clinic } from './clinic';
import type { ClinicDefinition } from './clinic-definition';
import { type LifeEvent, liveOneEvent } from './life';

interface Living {
  clinic: Clinic;
  random: Random;
  timer: NodeJS.Timeout | undefined;
  /** Since life was started. */
  lived: number;
}

/** The clinics of one simulator by host, and the clocks of those that live. */
export class Clinics {
  readonly #byHost = new Map<string, Living>();
  readonly #journalLimit: number;

  constructor(journalLimit: number) {
    this.#journalLimit = journalLimit;
  }

  put(definition: ClinicDefinition): Clinic {
    const clinic = new Clinic(definition, this.#journalLimit);
    clearInterval(this.#byHost.get(clinic.host)?.timer);
    this.#byHost.set(clinic.host, {
      clinic,
      random: createRandom(clinic.data.seed + 1),
      timer: undefined,
      lived: 0,
    });
    return clinic;
  }

  all(): Clinic[] {
    return Array.from(this.#byHost.values(), ({ clinic }) => clinic);
  }

  find(host: string): Clinic | undefined {
    return this.#byHost.get(host)?.clinic;
  }

  /** Throws a ControlError when there is no such clinic. */
  get(host: string): Clinic {
    return this.#living(host).clinic;
  }

  remove(host: string): void {
    clearInterval(this.#living(host).timer);
    this.#byHost.delete(host);
  }

  live(host: string, events: number): LifeEvent[] {
    const { clinic, random } = this.#living(host);
    return Array.from({ length: events }, () => liveOneEvent(clinic, random));
  }

  startLife(host: string, everyMilliseconds: number, maximumEvents: number): void {
    const living = this.#living(host);
    clearInterval(living.timer);
    living.lived = 0;
    living.timer = setInterval(() => {
      liveOneEvent(living.clinic, living.random);
      living.lived += 1;
      if (living.lived === maximumEvents) clearInterval(living.timer);
    }, everyMilliseconds);
  }

  /** Returns how many events there were since it was started. */
  stopLife(host: string): number {
    const living = this.#living(host);
    clearInterval(living.timer);
    return living.lived;
  }

  stopAll(): void {
    for (const { timer } of this.#byHost.values()) clearInterval(timer);
  }

  #living(host: string): Living {
    const living = this.#byHost.get(host);
    if (living === undefined)
      throw new ControlError(`There is no clinic ${host}. Make it with putClinic first.`);
    return living;
  }
}
