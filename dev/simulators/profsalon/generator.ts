import { z } from 'zod';
import { inventPerson, inventPhone } from '../shared/people';
import type { Random } from '../shared/random';
import { type Booking, instantOf, type Status } from './bookings';
import {
  clientComments,
  employees,
  onlineSource,
  paymentMethods,
  services as servicesOnSale,
  staffSource,
} from './catalogue';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const share = z.number().min(0).max(1);

/** What the generator is told; everything has a default. */
export const dataOptionsSchema = z.strictObject({
  /** The same seed, `now` and options give the same records, and the same wishes the same further ones. */
  seed: z.int().min(0).default(1),
  /** The moment the first records are made for. Default: the present. */
  now: z.iso.datetime({ offset: true }).optional(),
  /** Records that are there before anything is posted. */
  records: z.int().min(0).max(100_000).default(30),
  daysBack: z.int().min(0).max(3_650).default(30),
  daysAhead: z.int().min(0).max(365).default(14),
  shareOnline: share.default(0.6),
  firstRecordId: z.int().positive().default(880_001),
});
export type DataOptions = z.infer<typeof dataOptionsSchema>;

/** A new booking of an invented person: made at `createdAt` for a visit at `start` (both in milliseconds). */
export function inventBooking(
  random: Random,
  { id, createdAt, start, isOnline }: { id: number; createdAt: number; start: number; isOnline: boolean },
): Booking {
  const chosen = [random.pick(servicesOnSale)];
  if (random.chance(0.3)) {
    const second = random.pick(servicesOnSale);
    if (!chosen.includes(second)) chosen.push(second);
  }
  const person = inventPerson(random);
  const reach = random.next();
  return {
    id,
    createdAt: instantOf(createdAt),
    changedAt: instantOf(createdAt),
    start: instantOf(start),
    duration: chosen.reduce((total, { duration }) => total + duration, 0),
    name: chosen.map(({ name }) => name).join(', '),
    status: 'new',
    sum: chosen.reduce((total, { cost }) => total + cost, 0),
    paidSum: 0,
    paymentMethod: null,
    services: chosen.map(({ id: serviceId, name, cost }) => ({ id: serviceId, name, cost, count: 1 })),
    client: {
      id: random.integer(1, 1_000_000),
      name: `${person.name} ${person.surname}`,
      // A few people leave only one way to reach them.
      phone: reach < 0.95 ? inventPhone(id) : '',
      email: reach < 0.4 || reach >= 0.95 ? `client${id}@example.test` : '',
    },
    clientComment: random.chance(0.15) ? random.pick(clientComments) : null,
    employee: random.pick(employees),
    source: isOnline ? onlineSource : staffSource,
    isOnline,
    extraFields: random.chance(0.4)
      ? [
          { code: 'card', name: 'Номер карты', value: `A-${random.integer(10, 99)}` },
          { code: 'visits', name: 'Визитов', value: random.integer(1, 40) },
        ]
      : [],
    deleted: false,
  };
}

/** The records that a salon has at `now`, in the order of their ids, each in a state that fits its visit. */
export function generateBookings(random: Random, options: DataOptions): Booking[] {
  const now = options.now === undefined ? Date.now() : Date.parse(options.now);
  return Array.from({ length: options.records }, (_, index) => {
    const start = inventStart(random, now, options);
    const createdAt = Math.min(start, now) - Math.floor(random.next() * 5 * day) - hour;
    const isOnline = random.chance(options.shareOnline);
    const booking = inventBooking(random, { id: options.firstRecordId + index, createdAt, start, isOnline });
    const status = inventStatus(random, start < now);
    if (status === 'new') return booking;
    const paid = status === 'paid';
    return {
      ...booking,
      status,
      changedAt: instantOf(start < now ? Math.min(now, start + hour) : createdAt + hour / 2),
      paidSum: paid ? booking.sum : 0,
      paymentMethod: paid ? random.pick(paymentMethods) : null,
    };
  });
}

/** A time at half past or on the hour within opening hours, later than `now` for as many as lie ahead. */
function inventStart(random: Random, now: number, { daysBack, daysAhead }: DataOptions): number {
  const midnight = Math.floor(now / day) * day;
  const halfHours = random.integer(14, 34);
  return midnight + random.integer(-daysBack, daysAhead) * day + halfHours * 30 * minute;
}

function inventStatus(random: Random, isPast: boolean): Status {
  return isPast
    ? random.weighted<Status>([
        ['paid', 7],
        ['done', 1],
        ['canceled', 1],
        ['no_show', 1],
      ])
    : random.weighted<Status>([
        ['new', 5],
        ['confirmed', 4],
        ['canceled', 1],
      ]);
}
