import { createHash } from 'node:crypto';
import type { Booking } from '../bookings';
import { present, type Tree } from '../tree';
import type { Wording } from '../wording';
import type { Telling } from './telling';

/** In the manner of timeplan: PascalCase, no id of the record, no change and no sum; only add and remove. */
export function timeplanBody(telling: Telling, wording: Wording): Tree {
  const { booking } = telling;
  const { client } = booking;
  return present({
    ClientId: client === null ? undefined : wording.id(client.id),
    ClientName: client?.name ?? '',
    ClientPhone: client === null ? '' : wording.phone(client.phone),
    ClientEmail: client?.email ?? '',
    CabinetName: telling.salonName,
    CabinetSubdomain: telling.salonLogin,
    // Without a service it is a block in the grid, not a booking.
    ServiceId: booking.services[0]?.id ?? 0,
    ServiceName: booking.name,
    Comment: booking.clientComment ?? '',
    BeginDateTimeLocal: wording.localStamp(booking.start),
    DurationMinutes: booking.duration,
    AttributesText: booking.extraFields.map(({ name, value }) => `${name}: ${value}`).join('; '),
    EventType: telling.kind === 'delete' ? 'remove' : 'add',
    CreatedOnDateTimeUTC: booking.createdAt.slice(0, -1),
    Source: booking.isOnline === null ? undefined : booking.isOnline ? 'themself' : 'admin',
  });
}

/** The id that contract v1 derives for a record told this way. */
export function derivedRecordId(salonLogin: string, { createdAt, client, start }: Booking): string {
  const whose = client === null ? '' : String(client.id);
  const told = [salonLogin, createdAt, whose, start].join('|');
  return `x${createHash('sha256').update(told).digest('hex').slice(0, 16)}`;
}
