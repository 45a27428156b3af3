import { present, type Tree } from '../tree';
import type { Wording } from '../wording';
import type { Telling } from './telling';

/** The canonical shape of contract v1. A deletion is minimal: what was deleted, and when. */
export function v1Body(telling: Telling, wording: Wording): Tree {
  const { salonId, salonLogin, salonName, token, kind } = telling;
  return present({
    event: kind,
    event_id: telling.eventId,
    sent_at: wording.stamp(telling.sentAt),
    salon_id: wording.id(salonId),
    salon_login: salonLogin,
    salon_name: kind === 'delete' ? undefined : salonName,
    token,
    record: kind === 'delete' ? deletedRecord(telling, wording) : record(telling, wording),
  });
}

function deletedRecord({ booking, tellsChangeTime }: Telling, wording: Wording): Tree {
  return present({
    id: wording.id(booking.id),
    changed_at: tellsChangeTime ? wording.stamp(booking.changedAt) : undefined,
  });
}

function record({ booking, tellsChangeTime }: Telling, wording: Wording): Tree {
  const { client, employee } = booking;
  return present({
    id: wording.id(booking.id),
    created_at: wording.stamp(booking.createdAt),
    changed_at: tellsChangeTime ? wording.stamp(booking.changedAt) : undefined,
    start: wording.stamp(booking.start),
    duration: wording.count(booking.duration),
    name: booking.name,
    status: booking.status,
    sum: wording.money(booking.sum),
    paid_sum: wording.money(booking.paidSum),
    payment_method: wording.text(booking.paymentMethod),
    services: wording.list(
      booking.services.map(({ id, name, cost, count }) => ({
        service_id: wording.id(id),
        service_name: name,
        cost: wording.money(cost),
        count: wording.count(count),
      })),
    ),
    client:
      client === null
        ? wording.noObject()
        : {
            id: wording.id(client.id),
            name: client.name,
            phone: wording.phone(client.phone),
            email: client.email,
          },
    client_comment: wording.text(booking.clientComment),
    employee: employee === null ? wording.noObject() : { id: wording.id(employee.id), name: employee.name },
    source: wording.id(booking.source),
    is_online: booking.isOnline === null ? undefined : wording.flag(booking.isOnline),
    extra_fields: wording.list(booking.extraFields.map(({ code, name, value }) => ({ code, name, value }))),
  });
}
