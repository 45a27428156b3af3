import type { Random } from '../shared/random';
import { dateOf, instantOf, isSunday, localDay, stampOf, timeOf } from './clock';
import type { DataOptions } from './data-options';
import { appointmentTypes, clinicNotes, patientComments } from './dictionaries';
import type { Appointment, Client, Order, Status, User } from './rows';

const hour = 3_600_000;
const opensAtMinute = 9 * 60;
const slotsInDay = 24;
const slotMinutes = 30;

type Weights = readonly (readonly [Status, number])[];
const billedStatuses: Weights = [
  ['paid', 82],
  ['billed', 13],
  ['serviced', 5],
];
const pastStatuses: Weights = [
  ['serviced', 36],
  ['canceled', 27],
  ['failed', 19],
  ['arrived', 8],
  ['approved', 6],
  ['need_approval', 4],
];
const futureStatuses: Weights = [
  ['need_approval', 38],
  ['confirmed_by_administrator', 17],
  ['approved', 35],
  ['canceled', 10],
];

interface Visit {
  day: number;
  minute: number;
  start: number;
  bookedAt: number;
  user: User;
}

interface World {
  options: DataOptions;
  now: number;
  users: readonly User[];
  clients: readonly Client[];
}

/** Bookings made before their visits, ids ascending by the moment of booking, with the orders of past ones. */
export function inventVisits(random: Random, world: World): { appointments: Appointment[]; orders: Order[] } {
  const visits = inventCalendar(random, world).sort((left, right) => left.bookedAt - right.bookedAt);
  const past = visits.filter((visit) => visit.start <= world.now).length;
  const orderChance = past === 0 ? 0 : (world.options.shareWithOrders * visits.length) / past;
  const orders: Order[] = [];
  const appointments = visits.map((visit, index) => {
    const liesAhead = visit.start > world.now;
    const hasOrder = !liesAhead && random.chance(orderChance);
    const status = random.weighted(hasOrder ? billedStatuses : liesAhead ? futureStatuses : pastStatuses);
    const appointment = inventAppointment(random, world, visit, { id: 90_001 + index, status });
    if (!hasOrder) return appointment;
    const order = inventOrder(random, appointment, 4001 + orders.length);
    orders.push(order);
    return { ...appointment, orderId: order.id };
  });
  const struckOff = orders[3];
  if (struckOff !== undefined) struckOff.deletedAt = stampOf(world.now);
  return { appointments, orders };
}

function inventCalendar(random: Random, world: World): Visit[] {
  const taken = new Set<number>();
  return Array.from({ length: world.options.appointments }, () => {
    const day = inventDay(random, world);
    // A doctor sees one patient at a time; after a few tries a full day is overbooked, as real ones are.
    let slot = 0;
    let doctor = 0;
    for (let attempt = 0; attempt < 8; attempt += 1) {
      slot = random.integer(0, slotsInDay - 1);
      doctor = random.integer(0, world.users.length - 1);
      if (!taken.has((day * 1_000 + doctor) * slotsInDay + slot)) break;
    }
    taken.add((day * 1_000 + doctor) * slotsInDay + slot);
    const user = world.users[doctor] ?? random.pick(world.users);
    const minute = opensAtMinute + slot * slotMinutes;
    const start = instantOf(day, minute);
    const ahead = start - hour - random.next() ** 2 * 14 * 24 * hour;
    const bookedAt = ahead > world.now ? world.now - random.next() ** 2 * 5 * 24 * hour : ahead;
    return { day, minute, start, bookedAt: Math.floor(bookedAt), user };
  });
}

function inventDay(random: Random, { options, now, users }: World): number {
  const today = localDay(now);
  // So many that today and tomorrow look busy, and no more than the doctors can see in a day.
  const busy = Math.min(0.04, (users.length * 12) / options.appointments);
  if (random.chance(busy)) return today;
  if (options.daysAhead > 0 && random.chance(busy)) return today + 1;
  // Few people book long ahead: half the weight for days to come, nearer ones more often.
  const weightAhead = options.daysAhead / 2;
  const isAhead = random.next() * (options.daysBack + weightAhead) < weightAhead;
  const day = isAhead
    ? today + Math.ceil(random.next() ** 2 * options.daysAhead)
    : today - random.integer(0, options.daysBack);
  if (!isSunday(day)) return day;
  const neighbour = random.chance(0.5) ? day - 1 : day + 1;
  return neighbour < today - options.daysBack || neighbour > today + options.daysAhead ? day : neighbour;
}

function inventAppointment(
  random: Random,
  world: World,
  visit: Visit,
  { id, status }: { id: number; status: Status },
): Appointment {
  const calledOff = status === 'canceled' || visit.start > world.now;
  const changedFrom = calledOff ? visit.bookedAt : visit.start;
  const changedUntil = calledOff ? Math.min(visit.start, world.now) : visit.start + 3 * hour;
  const updatedAt = Math.min(world.now, changedFrom + random.next() * (changedUntil - changedFrom));
  return {
    id,
    status,
    date: dateOf(visit.day),
    time: timeOf(visit.minute),
    duration: visit.user.appointmentDuration,
    clinicId: visit.user.currentClinicId,
    clientId: random.pick(world.clients).id,
    userId: visit.user.id,
    orderId: null,
    entryTypeIds: [random.integer(701, 740)],
    appointmentType: random.pick(appointmentTypes),
    appointmentSourceId: inventSource(random, world.options),
    note: random.chance(0.2) ? random.pick(clinicNotes) : null,
    clientComment: random.chance(0.15) ? random.pick(patientComments) : null,
    createdAt: stampOf(visit.bookedAt),
    updatedAt: stampOf(Math.floor(updatedAt)),
  };
}

/** The source id of a new booking: online as often as the options say. */
export function inventSource(random: Random, options: DataOptions): number {
  const others = options.sources.filter((source) => source.id !== options.onlineSourceId);
  return others.length === 0 || random.chance(options.shareOnline)
    ? options.onlineSourceId
    : random.pick(others).id;
}

/** A bill for the visit: paid when the appointment is, else not paid or paid by half. Whole roubles. */
function inventOrder(random: Random, appointment: Appointment, id: number): Order {
  const sum = random.integer(8, 120) * 100;
  const discountSum = (sum / 100) * random.pick([0, 0, 0, 5, 10]);
  const finalSum = sum - discountSum;
  const paid = appointment.status === 'paid' ? finalSum : random.pick([0, 0, Math.floor(finalSum / 2)]);
  return {
    id,
    createdById: appointment.userId,
    clientId: appointment.clientId,
    customerId: appointment.clientId,
    customerType: 'client',
    orderPaidStatus: paid === finalSum ? 'paid' : paid === 0 ? 'not_paid' : 'partially_paid',
    sum,
    discountSum,
    finalSum,
    unpaidSum: finalSum - paid,
    clinicId: appointment.clinicId,
    date: appointment.date,
    deletedAt: null,
  };
}
