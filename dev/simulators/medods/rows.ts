import { z } from 'zod';

/** Everything a clinic holds; a role names the ones its API client may see. */
export const entities = [
  'appointments',
  'appointmentTypes',
  'appointmentSources',
  'clients',
  'orders',
  'users',
  'clinics',
] as const;
export const entitySchema = z.enum(entities);
export type Entity = z.infer<typeof entitySchema>;

export const fieldsSchema = z.record(z.string(), z.json());
/** A stored row. Fields stay open, so that a test can make a row wrong in any way. */
export const rowSchema = z.object({ id: z.int().positive() }).catchall(z.json());
export type Row = z.infer<typeof rowSchema>;

export const statuses = [
  'need_approval',
  'confirmed_by_administrator',
  'approved',
  'arrived',
  'serviced',
  'billed',
  'paid',
  'canceled',
  'failed',
] as const;
export type Status = (typeof statuses)[number];

/** A dictionary row: appointment types, appointment sources, clinics. */
export type Titled = { id: number; title: string };

/** `date` and `time` are clinic-local; `duration` is in minutes; `createdAt`, `updatedAt` are ISO 8601. */
export type Appointment = {
  id: number;
  status: Status;
  date: string;
  time: string;
  duration: number;
  clinicId: number;
  clientId: number;
  userId: number;
  orderId: number | null;
  entryTypeIds: number[];
  appointmentType: Titled;
  appointmentSourceId: number;
  note: string | null;
  clientComment: string | null;
  createdAt: string;
  updatedAt: string;
};

/** `phone` is 11 digits without a plus, or empty. */
export type Client = {
  id: number;
  surname: string;
  name: string;
  secondName: string;
  phone: string;
  email: string;
  birthdate: string;
  sex: 'male' | 'female';
  denyCalls: boolean;
  denyEmail: boolean;
  denySmsNotifications: boolean;
  denySmsDispatches: boolean;
  denyWhatsappMessages: boolean;
};

/** Sums are whole roubles. Only `not_paid` was ever seen at the vendor; the other two are believed. */
export type Order = {
  id: number;
  createdById: number;
  clientId: number;
  customerId: number;
  customerType: 'client';
  orderPaidStatus: 'not_paid' | 'partially_paid' | 'paid';
  sum: number;
  discountSum: number;
  finalSum: number;
  unpaidSum: number;
  clinicId: number;
  date: string;
  deletedAt: string | null;
};

export type User = {
  id: number;
  surname: string;
  name: string;
  secondName: string;
  email: string;
  status: 'active';
  phone: string;
  note: string;
  code: string;
  sex: 'male' | 'female';
  birthdate: string | null;
  hasAppointment: boolean;
  appointmentDuration: number;
  currentClinicId: number;
  clinicIds: number[];
  onlineRecordingInformation: null;
  availabilityForOnlineRecording: 'available' | 'not_available';
  userGroups: string[];
  specialties: { id: number; title: string; userGroup: string }[];
  avatars: null;
};
