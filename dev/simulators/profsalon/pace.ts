/**
 * A steady number of slots a second. Slots are counted from the first, not from the last one taken, so that
 * a late timer delays one post and not all that follow. Times are milliseconds of one clock.
 */
export class Pace {
  readonly #interval: number;
  #origin = Number.NEGATIVE_INFINITY;
  #taken = 0;

  constructor(perSecond: number) {
    this.#interval = 1000 / perSecond;
  }

  /** When the next slot is due: in the past when the taker is late. */
  get due(): number {
    return this.#origin + this.#taken * this.#interval;
  }

  /** Takes the slot that is due. */
  take(): void {
    this.#taken += 1;
  }

  /** After a time without work: slots that nobody wanted are gone, they do not add up to a burst. */
  resume(now: number): void {
    if (this.due >= now) return;
    this.#origin = now;
    this.#taken = 0;
  }
}
