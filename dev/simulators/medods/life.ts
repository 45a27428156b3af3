import { z } from 'zod';
import type { Random } from '../shared/random';
import type { Clinic } from './clinic';
import { dateOf, instantOf, localDay, timeOf } from './clock';
import { inventClient } from './generator';
import type { Row, Status } from './rows';
import { inventSource } from './visits';

export const lifeEventSchema = z.object({
  kind: z.enum(['booked', 'moved', 'paid']),
  appointmentId: z.int(),
  status: z.string(),
});
export type LifeEvent = z.infer<typeof lifeEventSchema>;

const daysLookedAt = 14;

/**
 * One thing that happens at the clinic's desk: a new booking, a change of status, or a paid bill.
 * `updatedAt` of the appointment becomes the present.
 */
export function liveOneEvent(clinic: Clinic, random: Random): LifeEvent {
  const open = openAppointments(clinic, Date.now());
  return open.length === 0 || random.chance(0.4)
    ? book(clinic, random)
    : proceed(clinic, random, random.pick(open));
}

interface OpenAppointment {
  row: Row;
  next: (random: Random) => Status;
}

function openAppointments(clinic: Clinic, now: number): OpenAppointment[] {
  const today = localDay(now);
  const [from, until] = [dateOf(today - daysLookedAt), dateOf(today + daysLookedAt)];
  const minuteNow = Math.floor((now - instantOf(today, 0)) / 60_000);
  const present = `${dateOf(today)} ${timeOf(minuteNow)}`;
  return clinic.tables.appointments.rows.flatMap((row) => {
    const { date, time, status } = row;
    if (typeof date !== 'string' || typeof time !== 'string' || date < from || date > until) return [];
    const next = nextStatus(status, `${date} ${time}` > present);
    return next === undefined ? [] : [{ row, next }];
  });
}

function nextStatus(status: unknown, liesAhead: boolean): ((random: Random) => Status) | undefined {
  switch (status) {
    case 'need_approval':
    case 'confirmed_by_administrator':
      return (random) =>
        liesAhead ? random.pick(['approved', 'approved', 'canceled']) : random.pick(['arrived', 'failed']);
    case 'approved':
      return liesAhead ? undefined : (random) => random.pick(['arrived', 'arrived', 'arrived', 'failed']);
    case 'arrived':
      return () => 'serviced';
    case 'serviced':
      return () => 'billed';
    case 'billed':
      return () => 'paid';
    default:
      return undefined;
  }
}

function proceed(clinic: Clinic, random: Random, { row, next }: OpenAppointment): LifeEvent {
  const status = next(random);
  const orderId =
    status === 'billed' || status === 'paid' ? settle(clinic, random, row, status) : row['orderId'];
  clinic.mutate({
    op: 'patch',
    entity: 'appointments',
    id: row.id,
    set: { status, orderId: orderId ?? null },
    unset: [],
  });
  return { kind: status === 'paid' ? 'paid' : 'moved', appointmentId: row.id, status };
}

/** Makes the bill where there is none, and pays it when the status says so. Returns the order's id. */
function settle(clinic: Clinic, random: Random, appointment: Row, status: 'billed' | 'paid'): number {
  const known =
    typeof appointment['orderId'] === 'number' ? clinic.tables.orders.get(appointment['orderId']) : undefined;
  const { userId, clientId, clinicId, date } = appointment;
  const sum = random.integer(8, 120) * 100;
  const order =
    known ??
    clinic.mutate({
      op: 'insert',
      entity: 'orders',
      row: {
        createdById: userId ?? null,
        clientId: clientId ?? null,
        customerId: clientId ?? null,
        clinicId: clinicId ?? null,
        date: date ?? null,
        sum,
        finalSum: sum,
        unpaidSum: sum,
      },
    });
  if (status === 'paid') {
    clinic.mutate({
      op: 'patch',
      entity: 'orders',
      id: order.id,
      set: { unpaidSum: 0, orderPaidStatus: 'paid' },
      unset: [],
    });
  }
  return order.id;
}

function book(clinic: Clinic, random: Random): LifeEvent {
  const { clients, users } = clinic.tables;
  const client =
    clients.size === 0 || random.chance(0.7)
      ? clinic.mutate({
          op: 'insert',
          entity: 'clients',
          row: inventClient(random, clients.nextId, clients.nextId),
        })
      : random.pick(clients.rows);
  const day = localDay(Date.now()) + random.integer(1, daysLookedAt);
  const appointment = clinic.mutate({
    op: 'insert',
    entity: 'appointments',
    row: {
      date: dateOf(day),
      time: timeOf(9 * 60 + random.integer(0, 23) * 30),
      clientId: client.id,
      ...(users.size === 0 ? {} : { userId: random.pick(users.rows).id }),
      appointmentSourceId: inventSource(random, clinic.data),
    },
  });
  return { kind: 'booked', appointmentId: appointment.id, status: 'need_approval' };
}
