import { z } from 'zod';
import { createRandom, type Random } from '../shared/random';
import type { Booking } from './bookings';
import { Courier, type Parcel } from './courier';
import { type Damage, damageSchema } from './damage';
import type { Delivery } from './delivery-options';
import { encodePost } from './encode-post';
import type { JournalReport, PostEntry, RecordEvent } from './journal';
import type { SalonSettings } from './salon-definition';
import { canTell, holdsSeveral } from './shapes/body';
import type { Kind, Telling } from './shapes/telling';
import { derivedRecordId } from './shapes/timeplan';
import { toldBy } from './shapes/told';
import {
  namedVariant,
  stampedVariantNames,
  tellsChangeTime,
  type Variant,
  type VariantChoice,
  variantChoiceSchema,
} from './variants';
import { wordingOf } from './wording';

/** How the posts of one command differ from the salon's settings. */
export const postingChoiceSchema = z.strictObject({
  variant: variantChoiceSchema.optional(),
  /** Damages every copy. */
  damage: damageSchema.optional(),
});
export type PostingChoice = z.infer<typeof postingChoiceSchema>;

interface Occurrence {
  event: RecordEvent;
  telling: Telling;
  variant: Variant;
}

/** Turns what happens at one salon into posts, and keeps the journal of both. */
export class Posting {
  readonly #salonId: number;
  readonly #random: Random;
  #courier: Courier;
  #events: RecordEvent[] = [];
  #posts: PostEntry[] = [];
  #eventCount = 0;
  #postCount = 0;

  constructor(salonId: number, seed: number, delivery: Delivery) {
    this.#salonId = salonId;
    this.#random = createRandom(seed + 2);
    this.#courier = this.#newCourier(delivery);
  }

  get waiting(): number {
    return this.#courier.waiting;
  }

  /** Events and tries in the journal. */
  get size(): number {
    return this.#events.length + this.#posts.length;
  }

  /** New knobs; only while no post is waiting. */
  changeDelivery(delivery: Delivery): void {
    this.#courier.stop();
    this.#courier = this.#newCourier(delivery);
  }

  /** Tells of things that happened together, one body for several where knobs and envelope allow. */
  emit(kind: Kind, bookings: readonly Booking[], settings: SalonSettings, choice: PostingChoice): void {
    const { webhookUrl, delivery } = settings;
    const occurrences = bookings.map((booking) => this.#occurrence(kind, booking, settings, choice));
    for (const { event } of occurrences) this.#events.push(event);
    if (webhookUrl === null) return;
    for (const group of grouped(
      occurrences.filter(({ event }) => event.posted),
      delivery.recordsPerBody,
    )) {
      this.#send(group, webhookUrl, settings, choice.damage);
    }
  }

  report(): JournalReport {
    return {
      events: [...this.#events],
      posts: [...this.#posts],
      waiting: this.#courier.waiting,
      mostAtOnce: this.#courier.mostAtOnce,
    };
  }

  /** Forgets what was; the posts that are waiting will be in the new journal without their events. */
  reset(): void {
    this.#events = [];
    this.#posts = [];
  }

  settled(): Promise<void> {
    return this.#courier.settled();
  }

  stop(): void {
    this.#courier.stop();
  }

  #newCourier(delivery: Delivery): Courier {
    return new Courier(delivery, this.#random, (entry) => this.#posts.push(entry));
  }

  #occurrence(kind: Kind, booking: Booking, settings: SalonSettings, choice: PostingChoice): Occurrence {
    const { salonLogin, salonName } = settings;
    const variant = this.#variant(choice.variant ?? settings.variant);
    const madeAt = Date.now();
    this.#eventCount += 1;
    const eventId = `e-${this.#salonId}-${String(this.#eventCount).padStart(6, '0')}`;
    const isStamped = tellsChangeTime(variant);
    return {
      variant,
      telling: {
        kind,
        eventId,
        sentAt: `${new Date(madeAt).toISOString().slice(0, 19)}Z`,
        salonId: this.#salonId,
        salonLogin,
        salonName,
        token: undefined,
        booking,
        tellsChangeTime: isStamped,
      },
      event: {
        eventId,
        recordId: booking.id,
        externalId: variant.shape === 'timeplan' ? derivedRecordId(salonLogin, booking) : String(booking.id),
        kind,
        changedAt: booking.changedAt,
        tellsChangeTime: isStamped,
        madeAt,
        posted: settings.webhookUrl !== null && canTell(variant, kind),
        told: toldBy(variant, kind, booking),
      },
    };
  }

  #variant(choice: VariantChoice): Variant {
    if (choice === 'mixed') return namedVariant(this.#random.pick(stampedVariantNames));
    return typeof choice === 'string' ? namedVariant(choice) : choice;
  }

  #send(
    group: readonly Occurrence[],
    url: string,
    { token, delivery, utcOffsetMinutes }: SalonSettings,
    damageOfAll: Damage | undefined,
  ): void {
    const [first] = group;
    if (first === undefined) return;
    const { variant } = first;
    const writing = { variant, wording: wordingOf(variant, utcOffsetMinutes), token };
    const tellings = group.map(({ telling }) => telling);
    const eventIds = group.map(({ event }) => event.eventId);
    const whole = encodePost(tellings, writing, null);
    const copies = this.#random.integer(delivery.repeats.least, delivery.repeats.most);
    for (let copy = 0; copy < copies; copy += 1) {
      const damage = damageOfAll ?? this.#damage(delivery);
      this.#postCount += 1;
      const parcel: Parcel = {
        postId: this.#postCount,
        eventIds,
        damage,
        encoded: damage === null ? whole : encodePost(tellings, writing, damage),
        url: damage === 'wrongSecret' ? withAnotherSecret(url) : url,
      };
      this.#courier.accept(parcel);
    }
  }

  #damage({ damageShare, damages }: Delivery): Damage | null {
    return damageShare > 0 && this.#random.chance(damageShare) ? this.#random.pick(damages) : null;
  }
}

/** Neighbours of one variant together, so many at most, where its envelope has room. */
function grouped(occurrences: readonly Occurrence[], recordsPerBody: number): Occurrence[][] {
  const groups: Occurrence[][] = [];
  for (const occurrence of occurrences) {
    const open = groups.at(-1);
    const [first] = open ?? [];
    const fits =
      open !== undefined &&
      open.length < recordsPerBody &&
      holdsSeveral(occurrence.variant) &&
      JSON.stringify(first?.variant) === JSON.stringify(occurrence.variant);
    if (fits) open.push(occurrence);
    else groups.push([occurrence]);
  }
  return groups;
}

/** The same path with another last segment of the same length. */
function withAnotherSecret(url: string): string {
  const changed = new URL(url);
  const segments = changed.pathname.split('/');
  const secret = segments.pop() ?? '';
  changed.pathname = [...segments, secret.replace(/./g, (character) => (character === 'a' ? 'b' : 'a'))].join(
    '/',
  );
  return changed.href;
}
