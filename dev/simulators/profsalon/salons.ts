import { ControlError } from '../shared/control-error';
import { type LifeEvent, liveOneEvent } from './life';
import { Salon } from './salon';
import type { SalonDefinition } from './salon-definition';

interface Living {
  salon: Salon;
  timer: NodeJS.Timeout | undefined;
  /** Since life was started. */
  lived: number;
}

/** The salons of one simulator by id, and the clocks of those that live. */
export class Salons {
  readonly #byId = new Map<number, Living>();
  readonly #journalLimit: number;

  constructor(journalLimit: number) {
    this.#journalLimit = journalLimit;
  }

  put(definition: SalonDefinition): Salon {
    const salon = new Salon(definition, this.#journalLimit);
    if (this.#byId.has(salon.salonId)) this.remove(salon.salonId);
    this.#byId.set(salon.salonId, { salon, timer: undefined, lived: 0 });
    return salon;
  }

  all(): Salon[] {
    return Array.from(this.#byId.values(), ({ salon }) => salon);
  }

  /** Throws a ControlError when there is no such salon. */
  get(salonId: number): Salon {
    return this.#living(salonId).salon;
  }

  remove(salonId: number): void {
    end(this.#living(salonId));
    this.#byId.delete(salonId);
  }

  live(salonId: number, events: number): LifeEvent[] {
    const { salon } = this.#living(salonId);
    return Array.from({ length: events }, () => liveOneEvent(salon));
  }

  startLife(salonId: number, everyMilliseconds: number, maximumEvents: number): void {
    const living = this.#living(salonId);
    clearInterval(living.timer);
    living.lived = 0;
    living.timer = setInterval(() => {
      if (living.lived === maximumEvents || living.salon.isFull) return clearInterval(living.timer);
      liveOneEvent(living.salon);
      living.lived += 1;
    }, everyMilliseconds);
  }

  /** Returns how many events there were since it was started. */
  stopLife(salonId: number): number {
    const living = this.#living(salonId);
    clearInterval(living.timer);
    return living.lived;
  }

  stopAll(): void {
    for (const living of this.#byId.values()) end(living);
  }

  #living(salonId: number): Living {
    const living = this.#byId.get(salonId);
    if (living === undefined) {
      throw new ControlError(`There is no salon ${salonId}. Make it with putSalon first.`);
    }
    return living;
  }
}

function end({ salon, timer }: Living): void {
  clearInterval(timer);
  salon.stop();
}
