import { present, type Tree } from '../tree';
import type { Wording } from '../wording';
import type { Telling } from './telling';

/** Everything on one level; it has no room for services and additional fields. */
export function flatBody(telling: Telling, wording: Wording): Tree {
  const { booking } = telling;
  const { client, employee } = booking;
  return present({
    event_type: telling.kind,
    id: wording.id(booking.id),
    company_id: wording.id(telling.salonId),
    login: telling.salonLogin,
    api_token: telling.token,
    created: wording.stamp(booking.createdAt),
    changed: telling.tellsChangeTime ? wording.stamp(booking.changedAt) : undefined,
    date: wording.stamp(booking.start),
    duration: wording.count(booking.duration),
    title: booking.name,
    status: booking.status,
    sum: wording.money(booking.sum),
    paid_sum: wording.money(booking.paidSum),
    client_id: client === null ? undefined : wording.id(client.id),
    client_name: client?.name,
    phone: client === null ? undefined : wording.phone(client.phone),
    email: client?.email,
    employee_id: employee === null ? undefined : wording.id(employee.id),
    employee_name: employee?.name,
    source: wording.id(booking.source),
    is_online: booking.isOnline === null ? undefined : wording.flag(booking.isOnline),
  });
}
