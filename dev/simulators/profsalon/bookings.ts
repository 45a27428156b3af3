import { z } from 'zod';

/** The codes that a visit goes through, in order, and the three ends where nobody pays. */
export const statuses = ['new', 'confirmed', 'came', 'done', 'paid', 'canceled', 'no_show'] as const;
export type Status = (typeof statuses)[number];

const id = z.int().positive();
/** Whole seconds: some ways of writing a stamp have no fraction, and every way must order changes alike. */
const instant = z.iso.datetime({ precision: 0 });
/** Roubles, with two digits after the point at most. */
const roubles = z.number().min(0).max(1e9).multipleOf(0.01);

/** Digits only, as the salon keeps it, or empty; the variant decides how it is written in a body. */
const clientSchema = z.strictObject({
  id,
  name: z.string(),
  phone: z.string().regex(/^(7\d{10})?$/, 'must be empty or 11 digits that start with 7'),
  email: z.string(),
});
const employeeSchema = z.strictObject({ id, name: z.string() });
const serviceSchema = z.strictObject({ id, name: z.string(), cost: roubles, count: z.int().positive() });
const extraFieldSchema = z.strictObject({
  code: z.string().min(1),
  name: z.string(),
  value: z.union([z.string(), z.number()]),
});

/** One record of the salon's journal as it stands. Instants are UTC in whole seconds, sums are roubles. */
export const bookingSchema = z.strictObject({
  id,
  createdAt: instant,
  /** Every change of a record has a later second than the one before. */
  changedAt: instant,
  start: instant,
  /** Minutes. */
  duration: z.int().positive(),
  name: z.string(),
  /** Any text, so that a code nobody knows can be sent; the life uses `statuses`. */
  status: z.string().min(1),
  sum: roubles,
  paidSum: roubles,
  paymentMethod: z.string().nullable(),
  services: z.array(serviceSchema),
  client: clientSchema.nullable(),
  clientComment: z.string().nullable(),
  employee: employeeSchema.nullable(),
  source: z.int(),
  /** Null: the body does not say who booked. */
  isOnline: z.boolean().nullable(),
  extraFields: z.array(extraFieldSchema),
  deleted: z.boolean(),
});
export type Booking = z.infer<typeof bookingSchema>;

/** What `book` and `change` may set; the rest is the simulator's. */
export const bookingFieldsSchema = bookingSchema.omit({ id: true, changedAt: true, deleted: true }).partial();
export type BookingFields = z.infer<typeof bookingFieldsSchema>;

/** An instant as it is kept: UTC, whole seconds, such as `2026-03-10T06:00:00Z`. */
export function instantOf(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
