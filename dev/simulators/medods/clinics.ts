import { ControlError } from '../shared/control-error';
import { createRandom, type Random } from '../shared/random';
import { Clinic } from './clinic';
import type { ClinicChange, ClinicDefinition } from './clinic-definition';
import { type KeptClinic, type LifePace, readKeptClinics, writeKeptClinics } from './kept-clinics';
import { type LifeEvent, liveOneEvent } from './life';
import type { Mutation } from './mutations';
import type { Row } from './rows';

interface Living {
  clinic: Clinic;
  random: Random;
  timer: NodeJS.Timeout | undefined;
  life: LifePace | null;
}

/** The clinics of one simulator by host, and the clocks of those that live. */
export class Clinics {
  readonly #byHost = new Map<string, Living>();
  readonly #journalLimit: number;
  readonly #keepFile: string | undefined;
  #isKept = true;

  /** With `keepFile` the clinics are those of the process before, and each change of one is kept there. */
  constructor(journalLimit: number, keepFile?: string) {
    this.#journalLimit = journalLimit;
    this.#keepFile = keepFile;
    if (keepFile !== undefined) for (const kept of readKeptClinics(keepFile)) this.#restore(kept);
  }

  put(definition: ClinicDefinition): Clinic {
    const clinic = new Clinic(definition, this.#journalLimit);
    this.#live(clinic, clinic.data.seed + 1);
    this.#changed();
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
    this.#changed();
  }

  change(host: string, change: ClinicChange): Clinic {
    const { clinic } = this.#living(host);
    clinic.change(change);
    this.#changed();
    return clinic;
  }

  mutate(host: string, mutations: readonly Mutation[]): Row[] {
    const { clinic } = this.#living(host);
    this.#changed();
    return mutations.map((mutation) => clinic.mutate(mutation));
  }

  live(host: string, events: number): LifeEvent[] {
    const { clinic, random } = this.#living(host);
    this.#changed();
    return Array.from({ length: events }, () => liveOneEvent(clinic, random));
  }

  startLife(host: string, everyMilliseconds: number, maximumEvents: number): void {
    this.#setLife(this.#living(host), { everyMilliseconds, maximumEvents, lived: 0 });
    this.#changed();
  }

  /** Returns how many events there were since it was started. */
  stopLife(host: string): number {
    const living = this.#living(host);
    clearInterval(living.timer);
    const lived = living.life?.lived ?? 0;
    living.life = null;
    this.#changed();
    return lived;
  }

  stopAll(): void {
    for (const { timer } of this.#byHost.values()) clearInterval(timer);
  }

  #restore({ definition, life, ...kept }: KeptClinic): void {
    const clinic = new Clinic(definition, this.#journalLimit, kept);
    // Another seed than before, or the same things would happen to other people.
    const living = this.#live(clinic, clinic.data.seed + clinic.tables.appointments.nextId);
    if (life !== null) this.#setLife(living, life);
  }

  #live(clinic: Clinic, seed: number): Living {
    clearInterval(this.#byHost.get(clinic.host)?.timer);
    const living: Living = { clinic, random: createRandom(seed), timer: undefined, life: null };
    this.#byHost.set(clinic.host, living);
    return living;
  }

  #setLife(living: Living, life: LifePace): void {
    clearInterval(living.timer);
    living.life = life;
    if (life.lived >= life.maximumEvents) return;
    living.timer = setInterval(() => {
      liveOneEvent(living.clinic, living.random);
      life.lived += 1;
      if (life.lived === life.maximumEvents) clearInterval(living.timer);
      this.#changed();
    }, life.everyMilliseconds);
  }

  /** Kept once what is going on is done, and before anybody is answered who could have seen it. */
  #changed(): void {
    const file = this.#keepFile;
    if (file === undefined || !this.#isKept) return;
    this.#isKept = false;
    queueMicrotask(() => {
      this.#isKept = true;
      const kept = Array.from(this.#byHost.values(), ({ clinic, life }) => ({ ...clinic.kept(), life }));
      writeKeptClinics(file, kept);
    });
  }

  #living(host: string): Living {
    const living = this.#byHost.get(host);
    if (living === undefined)
      throw new ControlError(`There is no clinic ${host}. Make it with putClinic first.`);
    return living;
  }
}
