import { dateOf, localDay, stampOf } from './clock';
import type { Appointment, Client, Order, Titled, User } from './rows';

/** Whom a new row belongs to when the caller does not say. */
export interface Surroundings {
  now: number;
  clientId: number;
  userId: number;
  clinicId: number;
  sourceId: number;
  type: Titled;
}

/** A booking for today that nobody has confirmed yet. */
export function blankAppointment(id: number, around: Surroundings): Appointment {
  return {
    id,
    status: 'need_approval',
    date: dateOf(localDay(around.now)),
    time: '12:00',
    duration: 30,
    clinicId: around.clinicId,
    clientId: around.clientId,
    userId: around.userId,
    orderId: null,
    entryTypeIds: [],
    appointmentType: around.type,
    appointmentSourceId: around.sourceId,
    note: null,
    clientComment: null,
    createdAt: stampOf(around.now),
    updatedAt: stampOf(around.now),
  };
}

/** A patient without a phone and an e-mail. */
export function blankClient(id: number): Client {
  return {
    id,
    surname: 'Придумова',
    name: 'Анна',
    secondName: 'Андреевна',
    phone: '',
    email: '',
    birthdate: '1990-01-15',
    sex: 'female',
    denyCalls: false,
    denyEmail: false,
    denySmsNotifications: false,
    denySmsDispatches: false,
    denyWhatsappMessages: false,
  };
}

/** An unpaid bill of 1500 roubles dated today. */
export function blankOrder(id: number, around: Surroundings): Order {
  return {
    id,
    createdById: around.userId,
    clientId: around.clientId,
    customerId: around.clientId,
    customerType: 'client',
    orderPaidStatus: 'not_paid',
    sum: 1500,
    discountSum: 0,
    finalSum: 1500,
    unpaidSum: 1500,
    clinicId: around.clinicId,
    date: dateOf(localDay(around.now)),
    deletedAt: null,
  };
}

/** A therapist who sees patients in one clinic. */
export function blankUser(id: number, clinicId: number): User {
  return {
    id,
    surname: 'Врачёва',
    name: 'Ольга',
    secondName: 'Сергеевна',
    email: `doctor${id}@example.test`,
    status: 'active',
    phone: '',
    note: '',
    code: String(id),
    sex: 'female',
    birthdate: null,
    hasAppointment: true,
    appointmentDuration: 30,
    currentClinicId: clinicId,
    clinicIds: [clinicId],
    onlineRecordingInformation: null,
    availabilityForOnlineRecording: 'available',
    userGroups: ['medical_staff'],
    specialties: [{ id: 1, title: 'Терапевт', userGroup: 'medical_staff' }],
    avatars: null,
  };
}
