import { z } from 'zod';
import type { Booking } from '../bookings';
import type { Variant } from '../variants';
import type { Kind } from './telling';

/**
 * The facts that a body names, in one form whatever the variant. A key is absent where the body does not
 * name the fact or names it empty, which by the contract keeps what is known.
 */
export const toldSchema = z
  .strictObject({
    deleted: z.boolean(),
    createdAt: z.string(),
    start: z.string(),
    /** Minutes. */
    duration: z.int(),
    name: z.string(),
    status: z.string(),
    /** Roubles with two digits after the point, such as `2500.00`. */
    sum: z.string(),
    paidSum: z.string(),
    clientId: z.string(),
    clientName: z.string(),
    /** E.164. */
    phone: z.string(),
    email: z.string(),
    employeeId: z.string(),
    employeeName: z.string(),
    source: z.int(),
    isOnline: z.boolean(),
    /** By code; numbers as text. */
    extraFields: z.record(z.string(), z.string()),
  })
  .partial();
export type Told = z.infer<typeof toldSchema>;

/** What a body of this variant tells of a record. */
export function toldBy({ shape }: Variant, kind: Kind, booking: Booking): Told {
  const deleted = kind === 'delete';
  const all = everything(booking, deleted);
  const { extraFields: _extra, ...withoutExtra } = all;
  switch (shape) {
    case 'v1':
    case 'aliases':
      return deleted ? { deleted } : all;
    case 'flat':
      return withoutExtra;
    case 'yclients': {
      const { name: _name, status: _status, paidSum: _paid, source: _source, sum, ...rest } = withoutExtra;
      const names = booking.services.map(({ name }) => name).join(', ');
      const status = yclientsStatus(booking.status);
      return {
        ...rest,
        ...(names === '' ? {} : { name: names }),
        ...(booking.services.length === 0 || sum === undefined ? {} : { sum }),
        ...(status === undefined ? {} : { status }),
        deleted: deleted || booking.status === 'canceled',
      };
    }
    case 'amocrm':
      return only(all, ['deleted', 'createdAt', 'name', 'status', 'sum']);
    case 'timeplan': {
      const told = only(all, [
        'deleted',
        'createdAt',
        'start',
        'duration',
        'clientId',
        'clientName',
        'phone',
        'email',
        'isOnline',
      ]);
      const text = booking.extraFields.map(({ name, value }) => `${name}: ${value}`).join('; ');
      return text === '' ? told : { ...told, extraFields: { attributes_text: text } };
    }
  }
}

function everything(booking: Booking, deleted: boolean): Told {
  const { client, employee, isOnline, extraFields } = booking;
  const told: Told = {
    deleted,
    createdAt: booking.createdAt,
    start: booking.start,
    duration: booking.duration,
    status: booking.status,
    sum: booking.sum.toFixed(2),
    paidSum: booking.paidSum.toFixed(2),
    source: booking.source,
  };
  if (booking.name !== '') told.name = booking.name;
  if (client !== null) {
    told.clientId = String(client.id);
    if (client.name !== '') told.clientName = client.name;
    if (client.phone !== '') told.phone = `+${client.phone}`;
    if (client.email !== '') told.email = client.email;
  }
  if (employee !== null) {
    told.employeeId = String(employee.id);
    if (employee.name !== '') told.employeeName = employee.name;
  }
  if (isOnline !== null) told.isOnline = isOnline;
  if (extraFields.length > 0) {
    told.extraFields = Object.fromEntries(extraFields.map(({ code, value }) => [code, String(value)]));
  }
  return told;
}

function only(told: Told, fields: readonly (keyof Told)[]): Told {
  const wanted = new Set<string>(fields);
  return toldSchema.parse(Object.fromEntries(Object.entries(told).filter(([field]) => wanted.has(field))));
}

/** A finished service looks like a client who came; undefined where the envelope has no number. */
function yclientsStatus(status: string): string | undefined {
  switch (status) {
    case 'done':
      return 'came';
    case 'new':
    case 'confirmed':
    case 'came':
    case 'paid':
    case 'no_show':
      return status;
    default:
      return undefined;
  }
}
