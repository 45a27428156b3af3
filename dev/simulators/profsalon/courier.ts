import { Agent } from 'node:http';
import type { Random } from '../shared/random';
import type { Damage } from './damage';
import type { Delivery } from './delivery-options';
import type { Encoded } from './encode';
import type { PostEntry } from './journal';
import { Pace } from './pace';
import { isWorthRetrying, post } from './post';

/** One post to be. */
export interface Parcel {
  postId: number;
  eventIds: readonly string[];
  damage: Damage | null;
  encoded: Encoded;
  url: string;
}

interface Waiting {
  parcel: Parcel;
  attempt: number;
}

/** Carries the posts of one salon: delay, then burst or shuffle, then pace and concurrency, then retries. */
export class Courier {
  readonly #delivery: Delivery;
  readonly #random: Random;
  readonly #record: (entry: PostEntry) => void;
  readonly #agent: Agent;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #pace: Pace | undefined;
  readonly #limit: number;
  #held: Waiting[] = [];
  #queue: Waiting[] = [];
  #isStopped = false;
  #windowIsOpen = false;
  #pumpIsSet = false;
  #inFlight = 0;
  #waiting = 0;
  #mostAtOnce = 0;
  #whenIdle: (() => void)[] = [];

  /** `record` is told of every try when it is over. */
  constructor(delivery: Delivery, random: Random, record: (entry: PostEntry) => void) {
    this.#delivery = delivery;
    this.#random = random;
    this.#record = record;
    this.#limit = Math.max(delivery.concurrency, delivery.burst);
    this.#pace = delivery.ratePerSecond === undefined ? undefined : new Pace(delivery.ratePerSecond);
    this.#agent = new Agent({ keepAlive: true, maxSockets: this.#limit });
  }

  /** Posts that are not over yet. */
  get waiting(): number {
    return this.#waiting;
  }

  get mostAtOnce(): number {
    return this.#mostAtOnce;
  }

  accept(parcel: Parcel): void {
    this.#waiting += 1;
    const { least, most } = this.#delivery.delayMilliseconds;
    const delay = this.#random.integer(least, most);
    const waiting = { parcel, attempt: 1 };
    if (delay === 0) this.#gather(waiting);
    else this.#after(delay, () => this.#gather(waiting));
  }

  /** Sends incomplete bursts, and resolves once no post is waiting, or the courier was stopped. */
  settled(): Promise<void> {
    if (this.#waiting === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#whenIdle.push(resolve);
      if (this.#delivery.burst > 1) this.#release();
    });
  }

  /** Ends what is on its way, and whoever waits for it; nothing is sent or recorded afterwards. */
  stop(): void {
    this.#isStopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#agent.destroy();
    for (const resolve of this.#whenIdle) resolve();
  }

  #gather(waiting: Waiting): void {
    const { burst, shuffleMilliseconds } = this.#delivery;
    this.#held.push(waiting);
    if (burst > 1) {
      if (this.#held.length >= burst || this.#whenIdle.length > 0) this.#release();
    } else if (shuffleMilliseconds === 0) {
      this.#release();
    } else if (!this.#windowIsOpen) {
      this.#windowIsOpen = true;
      this.#after(shuffleMilliseconds, () => {
        this.#windowIsOpen = false;
        this.#release();
      });
    }
  }

  #release(): void {
    const released = this.#held;
    this.#held = [];
    if (this.#delivery.shuffleMilliseconds > 0) shuffle(released, this.#random);
    this.#enqueue(released);
  }

  #enqueue(waiting: readonly Waiting[]): void {
    if (this.#queue.length === 0) this.#pace?.resume(performance.now());
    for (const one of waiting) this.#queue.push(one);
    this.#pump();
  }

  #pump(): void {
    while (this.#queue.length > 0 && this.#inFlight < this.#limit && !this.#pumpIsSet) {
      const early = this.#pace === undefined ? 0 : this.#pace.due - performance.now();
      if (early > 0) {
        this.#pumpIsSet = true;
        this.#after(Math.ceil(early), () => {
          this.#pumpIsSet = false;
          this.#pump();
        });
        return;
      }
      this.#pace?.take();
      const next = this.#queue.shift();
      if (next !== undefined) void this.#send(next);
    }
  }

  async #send(waiting: Waiting): Promise<void> {
    const { parcel, attempt } = waiting;
    const { timeoutMilliseconds, retries, retryPauseMilliseconds } = this.#delivery;
    this.#inFlight += 1;
    this.#mostAtOnce = Math.max(this.#mostAtOnce, this.#inFlight);
    const sentAt = Date.now();
    const started = performance.now();
    const outcome = await post(parcel.url, parcel.encoded, {
      agent: this.#agent,
      timeoutMilliseconds,
    });
    this.#inFlight -= 1;
    if (this.#isStopped) return;
    this.#record({
      postId: parcel.postId,
      eventIds: [...parcel.eventIds],
      attempt,
      sentAt,
      latencyMilliseconds: performance.now() - started,
      ...outcome,
      damage: parcel.damage,
    });
    if (isWorthRetrying(outcome) && attempt <= retries) {
      this.#after(retryPauseMilliseconds, () => this.#enqueue([{ parcel, attempt: attempt + 1 }]));
    } else {
      this.#finish();
    }
    this.#pump();
  }

  #finish(): void {
    this.#waiting -= 1;
    if (this.#waiting > 0) return;
    for (const resolve of this.#whenIdle) resolve();
    this.#whenIdle = [];
  }

  #after(milliseconds: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, milliseconds);
    this.#timers.add(timer);
  }
}

/** In place: each order is as likely as another. */
function shuffle<T>(list: T[], random: Random): void {
  for (let last = list.length - 1; last > 0; last -= 1) {
    const other = random.integer(0, last);
    const [one, two] = [list[last], list[other]];
    if (one === undefined || two === undefined) throw new RangeError('The list has holes.');
    list[last] = two;
    list[other] = one;
  }
}
