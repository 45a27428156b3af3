import { ControlError } from '../shared/control-error';
import { createRandom, type Random } from '../shared/random';
import { type Booking, type BookingFields, bookingSchema, instantOf } from './bookings';
import { type DataOptions, generateBookings, inventBooking } from './generator';
import type { JournalReport } from './journal';
import { Posting, type PostingChoice } from './posting';
import type { SalonChange, SalonDefinition, SalonSettings } from './salon-definition';

const second = 1_000;
const halfHour = 1_800_000;
const day = 86_400_000;

/** One salon: settings, records, and what it posted of them. */
export class Salon {
  readonly salonId: number;
  /** The seed's own sequence of further bookings and of the salon's life. */
  readonly random: Random;
  readonly #data: DataOptions;
  readonly #posting: Posting;
  readonly #bookings = new Map<number, Booking>();
  readonly #journalLimit: number;
  #settings: SalonSettings;
  #nextId: number;

  constructor({ salonId, data, ...settings }: SalonDefinition, journalLimit: number) {
    this.salonId = salonId;
    this.#settings = settings;
    this.#data = data;
    this.#journalLimit = journalLimit;
    this.random = createRandom(data.seed);
    this.#posting = new Posting(salonId, data.seed, settings.delivery);
    for (const booking of generateBookings(this.random, data)) this.#bookings.set(booking.id, booking);
    this.#nextId = data.firstRecordId + data.records;
  }

  get salonName(): string {
    return this.#settings.salonName;
  }

  get waiting(): number {
    return this.#posting.waiting;
  }

  /** Whether the journal has no room: then nothing happens any more until it is taken. */
  get isFull(): boolean {
    return this.#posting.size >= this.#journalLimit;
  }

  /** Every record as it stands, ascending by id. */
  bookings(): Booking[] {
    // A map keeps the order in which keys came, and ids are given in ascending order.
    return [...this.#bookings.values()];
  }

  changeSettings(change: SalonChange): void {
    if (change.delivery !== undefined) {
      if (this.waiting > 0) {
        throw new ControlError(`${this.waiting} posts are on their way. Settle them, then change delivery.`);
      }
      this.#posting.changeDelivery(change.delivery);
    }
    const settings = this.#settings;
    this.#settings = {
      salonLogin: change.salonLogin ?? settings.salonLogin,
      salonName: change.salonName ?? settings.salonName,
      token: change.token ?? settings.token,
      webhookUrl: change.webhookUrl === undefined ? settings.webhookUrl : change.webhookUrl,
      variant: change.variant ?? settings.variant,
      delivery: change.delivery ?? settings.delivery,
      utcOffsetMinutes: change.utcOffsetMinutes ?? settings.utcOffsetMinutes,
    };
  }

  /** New bookings, invented but for the fields that are given. */
  book(count: number, fields: BookingFields, choice: PostingChoice = {}): Booking[] {
    this.#mustHaveRoom();
    const made = Array.from({ length: count }, () => this.#newBooking(fields));
    for (const booking of made) this.#bookings.set(booking.id, booking);
    this.#posting.emit('create', made, this.#settings, choice);
    return made;
  }

  /** Changes a record; one that was deleted is there again. Throws a ControlError for an unknown record. */
  change(recordId: number, fields: BookingFields, choice: PostingChoice = {}): Booking {
    return this.#put('update', { ...withFields(this.#existing(recordId), fields), deleted: false }, choice);
  }

  /** Deletes a record. Throws a ControlError for an unknown one. */
  delete(recordId: number, choice: PostingChoice = {}): Booking {
    return this.#put('delete', { ...this.#existing(recordId), deleted: true }, choice);
  }

  /** Posts every record as it stands, as if it had just been made. Returns how many. */
  announce(choice: PostingChoice): number {
    this.#mustHaveRoom();
    const standing = this.bookings().filter(({ deleted }) => !deleted);
    this.#posting.emit('create', standing, this.#settings, choice);
    return standing.length;
  }

  journal(): JournalReport {
    return this.#posting.report();
  }

  resetJournal(): void {
    this.#posting.reset();
  }

  settled(): Promise<void> {
    return this.#posting.settled();
  }

  stop(): void {
    this.#posting.stop();
  }

  #newBooking(fields: BookingFields): Booking {
    const now = Date.now();
    const id = this.#nextId;
    this.#nextId += 1;
    const start = Math.ceil((now + this.random.next() * 7 * day) / halfHour) * halfHour;
    const isOnline = this.random.chance(this.#data.shareOnline);
    const booking = withFields(inventBooking(this.random, { id, createdAt: now, start, isOnline }), fields);
    return { ...booking, changedAt: booking.createdAt };
  }

  #put(kind: 'update' | 'delete', booking: Booking, choice: PostingChoice): Booking {
    this.#mustHaveRoom();
    // A second later than the last change at least, so that the changes of a record have an order.
    const changedAt = instantOf(Math.max(Date.now(), Date.parse(booking.changedAt) + second));
    const changed = { ...booking, changedAt };
    this.#bookings.set(changed.id, changed);
    this.#posting.emit(kind, [changed], this.#settings, choice);
    return changed;
  }

  #existing(recordId: number): Booking {
    const booking = this.#bookings.get(recordId);
    if (booking === undefined) throw new ControlError(`Salon ${this.salonId} has no record ${recordId}.`);
    return booking;
  }

  #mustHaveRoom(): void {
    if (!this.isFull) return;
    throw new ControlError(
      `The journal of salon ${this.salonId} is full with ${this.#posting.size} entries. Take it with takeJournal.`,
    );
  }
}

/** A booking of which the fields are replaced that were given. */
function withFields(booking: Booking, fields: BookingFields): Booking {
  return bookingSchema.parse({ ...booking, ...fields });
}
