import { z } from 'zod';
import type { Random } from '../shared/random';
import { type Booking, type BookingFields, instantOf, type Status } from './bookings';
import { paymentMethods } from './catalogue';
import type { Salon } from './salon';

const lifeKindSchema = z.enum(['booked', 'moved', 'rescheduled', 'repriced']);
export const lifeEventSchema = z.object({ kind: lifeKindSchema, recordId: z.int(), status: z.string() });
export type LifeEvent = z.infer<typeof lifeEventSchema>;

const day = 86_400_000;
const halfHour = 1_800_000;

/**
 * One thing that happens at the salon and is posted: a new booking, online or by the staff, a step of a visit
 * towards its end, another time, or another sum.
 */
export function liveOneEvent(salon: Salon): LifeEvent {
  const { random } = salon;
  const open = salon.bookings().filter(({ status, deleted }) => !deleted && nextStatuses(status).length > 0);
  if (open.length === 0 || random.chance(0.35)) {
    const [made] = salon.book(1, {});
    if (made === undefined) throw new RangeError('One booking was asked for and none was made.');
    return { kind: 'booked', recordId: made.id, status: made.status };
  }
  const booking = random.pick(open);
  const kind = random.weighted<'moved' | 'rescheduled' | 'repriced'>([
    ['moved', 8],
    ['rescheduled', 1],
    ['repriced', 1],
  ]);
  const { status } = salon.change(booking.id, changeOf(kind, booking, random));
  return { kind, recordId: booking.id, status };
}

function changeOf(
  kind: 'moved' | 'rescheduled' | 'repriced',
  booking: Booking,
  random: Random,
): BookingFields {
  switch (kind) {
    case 'moved':
      return step(booking, random);
    case 'rescheduled':
      return { start: instantOf(Date.parse(booking.start) + random.integer(1, 5) * day) };
    case 'repriced':
      return { sum: random.integer(8, 90) * 100 + 0.5 };
  }
}

/** What may come after a status; nothing after an end. */
function nextStatuses(status: string): readonly Status[] {
  switch (status) {
    case 'new':
      return ['confirmed', 'confirmed', 'confirmed', 'canceled'];
    case 'confirmed':
      return ['came', 'came', 'came', 'came', 'no_show', 'canceled'];
    case 'came':
      return ['done'];
    case 'done':
      return ['paid'];
    default:
      return [];
  }
}

function step(booking: Booking, random: Random): BookingFields {
  const status = random.pick(nextStatuses(booking.status));
  switch (status) {
    case 'came': {
      // Whoever comes before the day was put in for the present: the visit does not lie ahead any more.
      const now = Math.floor(Date.now() / halfHour) * halfHour;
      return Date.parse(booking.start) > now ? { status, start: instantOf(now) } : { status };
    }
    case 'paid':
      return { status, paidSum: booking.sum, paymentMethod: random.pick(paymentMethods) };
    case 'new':
    case 'confirmed':
    case 'done':
    case 'canceled':
    case 'no_show':
      return { status };
  }
}
