import { z } from 'zod';
import type { Notes } from './notes';

/**
 * Rows of API v2. Nothing but `id` may be relied on: every other field may be absent, null or odd. An
 * odd field reads as absent and is counted; unknown fields are counted and dropped. Field names and
 * their marks are in the vendor document, section 6.
 */

/** Integers in what was seen; a numeric string is taken too. Ids are kept as text. */
const id = z.union([z.int().nonnegative(), z.string().regex(/^\d{1,18}$/)]).transform(String);
const text = z.string();
const amount = z.union([z.number(), z.string().regex(/^-?\d{1,15}([.,]\d+)?$/)]);
const title = z.looseObject({ title: text.nullish().catch(undefined) });

function lenient<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object(shape);
}

const optional = <Type extends z.ZodType>(type: Type) => type.nullish().catch(undefined);

export const appointmentSchema = lenient({
  id,
  status: optional(text),
  date: optional(z.iso.date()),
  time: optional(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/)),
  clientId: optional(id),
  userId: optional(id),
  orderId: optional(id),
  appointmentSourceId: optional(id),
  createdAt: optional(text),
  updatedAt: optional(text),
  attractionSource: optional(title),
});
export type Appointment = z.infer<typeof appointmentSchema>;

export const clientSchema = lenient({
  id,
  surname: optional(text),
  name: optional(text),
  secondName: optional(text),
  phone: optional(text),
  email: optional(text),
});
export type Client = z.infer<typeof clientSchema>;

export const orderSchema = lenient({
  id,
  finalSum: optional(amount),
  unpaidSum: optional(amount),
  clientId: optional(id),
  customerId: optional(id),
  createdById: optional(id),
  deletedAt: optional(text),
});
export type Order = z.infer<typeof orderSchema>;

export const userSchema = lenient({
  id,
  surname: optional(text),
  name: optional(text),
  secondName: optional(text),
});
export type User = z.infer<typeof userSchema>;

export const dictionaryRowSchema = lenient({ id, title: optional(text) });

export const pageSchema = z.object({
  data: z.array(z.unknown()),
  totalItems: z.union([z.int().nonnegative(), z.string().regex(/^\d+$/).transform(Number)]),
});
export type VendorPage = z.infer<typeof pageSchema>;

/** Fields that the vendor is known to send and that are not read; others are reported as unknown. */
const knownUnread: Readonly<Record<string, readonly string[]>> = {
  appointments: [
    'duration',
    'clinicId',
    'entryTypeIds',
    'appointmentType',
    'note',
    'clientComment',
    'administrator',
    'newPatient',
    'client',
    'doctor',
    'entryTypes',
  ],
  clients: [
    'birthdate',
    'sex',
    'denyCalls',
    'denyEmail',
    'denySmsNotifications',
    'denySmsDispatches',
    'denyWhatsappMessages',
  ],
  orders: ['customerType', 'clinicId', 'orderPaidStatus', 'sum', 'discountSum', 'date'],
};

/**
 * Reads one row. Null when it is not an object with an id: such a row is quarantined by the caller.
 * What was odd about it is counted in `notes`.
 */
export function readRow<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  entity: string,
  row: unknown,
  notes: Notes,
): z.infer<z.ZodObject<Shape>> | null {
  const parsed = schema.safeParse(row);
  if (!parsed.success) return null;
  if (typeof row === 'object' && row !== null) {
    const values: Readonly<Record<string, unknown>> = parsed.data;
    for (const [field, value] of Object.entries(row)) {
      if (Object.hasOwn(schema.shape, field)) {
        if (value !== null && value !== undefined && values[field] === undefined) {
          notes.addWith('field_unreadable', `${entity}.${field}`);
        }
      } else if (knownUnread[entity] !== undefined && !knownUnread[entity].includes(field)) {
        notes.addWith('field_unknown', `${entity}.${field}`);
      }
    }
  }
  return parsed.data;
}
