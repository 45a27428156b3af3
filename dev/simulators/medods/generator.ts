import { inventPerson, inventPhone } from '../shared/people';
import { createRandom, type Random } from '../shared/random';
import { instantOf, localDay } from './clock';
import type { DataOptions } from './data-options';
import { appointmentTypes, clinicPlaces, specialties } from './dictionaries';
import { blankClient, blankUser } from './row-templates';
import type { Client, Entity, Row, User } from './rows';
import { inventVisits } from './visits';

/**
 * Makes the rows of one clinic, ascending by id. Among them, when there are enough rows: two clients with
 * one phone, a client without phone and e-mail, unpaid orders, one order with `deletedAt`, appointments
 * with and without an order. Deterministic by the options, `now` among them.
 */
export function generateRows(options: DataOptions): Record<Entity, Row[]> {
  const random = createRandom(options.seed);
  const now = options.now === undefined ? Date.now() : Date.parse(options.now);
  const clinics = Array.from({ length: options.clinics }, (_, index) => ({
    id: index + 1,
    title: `Клиника ${random.pick(clinicPlaces)}${options.clinics === 1 ? '' : ` № ${index + 1}`}`,
  }));
  const users = Array.from({ length: options.users }, (_, index) =>
    inventUser(random, index, (index % clinics.length) + 1),
  );
  const clients = inventClients(random, options.clients ?? Math.max(1, Math.ceil(options.appointments / 2)));
  const { appointments, orders } = inventVisits(random, { options, now, users, clients });
  return {
    appointments,
    appointmentTypes: [...appointmentTypes],
    appointmentSources: [...options.sources].sort((left, right) => left.id - right.id),
    clients,
    orders,
    users,
    clinics,
  };
}

/** One more patient, as the online form would make one: with a phone, mostly with an e-mail. */
export function inventClient(random: Random, id: number, phoneIndex: number): Client {
  return {
    ...blankClient(id),
    ...inventPerson(random),
    phone: inventPhone(phoneIndex),
    email: random.chance(0.7) ? `patient${id}@example.test` : '',
    birthdate: new Date(instantOf(localDay(0) - random.integer(0, 14_000) + 13_000, 720))
      .toISOString()
      .slice(0, 10),
    denyCalls: random.chance(0.05),
    denySmsDispatches: random.chance(0.1),
  };
}

function inventClients(random: Random, count: number): Client[] {
  const clients = Array.from({ length: count }, (_, index) => inventClient(random, 2001 + index, index));
  const [first, second] = clients;
  const unreachable = clients[6];
  if (first !== undefined && second !== undefined) second.phone = first.phone;
  if (unreachable !== undefined) Object.assign(unreachable, { phone: '', email: '' });
  return clients;
}

function inventUser(random: Random, index: number, clinicId: number): User {
  const id = 41 + index;
  const specialty = index % specialties.length;
  return {
    ...blankUser(id, clinicId),
    ...inventPerson(random),
    // Counted from the far end of the range, so that no doctor shares a phone with a patient.
    phone: inventPhone(9_999_999 - index),
    appointmentDuration: random.pick([30, 45, 60]),
    availabilityForOnlineRecording: random.chance(0.85) ? 'available' : 'not_available',
    specialties: [{ id: specialty + 1, title: specialties[specialty] ?? '', userGroup: 'medical_staff' }],
  };
}
