import { present, type Tree } from '../tree';
import type { Wording } from '../wording';
import type { Kind, Telling } from './telling';

const actions: Record<Kind, string> = {
  create: 'record.created',
  update: 'record.updated',
  delete: 'record.deleted',
};

/** v1 with another accepted name wherever the contract has one. */
export function aliasedBody(telling: Telling, wording: Wording): Tree {
  const { salonId, salonLogin, salonName, token, kind } = telling;
  return present({
    action: actions[kind],
    event_id: telling.eventId,
    salon: { id: wording.id(salonId), login: salonLogin, name: salonName },
    access_token: token,
    deal: kind === 'delete' ? deletedDeal(telling, wording) : deal(telling, wording),
  });
}

function deletedDeal({ booking, tellsChangeTime }: Telling, wording: Wording): Tree {
  return present({
    record_id: wording.id(booking.id),
    updated_at: tellsChangeTime ? wording.stamp(booking.changedAt) : undefined,
  });
}

function deal({ booking, tellsChangeTime }: Telling, wording: Wording): Tree {
  const { client, employee } = booking;
  return present({
    record_id: wording.id(booking.id),
    date_create: wording.stamp(booking.createdAt),
    updated_at: tellsChangeTime ? wording.stamp(booking.changedAt) : undefined,
    start_at: wording.stamp(booking.start),
    duration: wording.count(booking.duration),
    title: booking.name,
    status_code: booking.status,
    total: wording.money(booking.sum),
    paid_sum: wording.money(booking.paidSum),
    services: wording.list(
      booking.services.map(({ id, name, cost, count }) => ({
        id: wording.id(id),
        title: name,
        price: wording.money(cost),
        quantity: wording.count(count),
      })),
    ),
    customer:
      client === null
        ? wording.noObject()
        : {
            id: wording.id(client.id),
            name: client.name,
            tel: wording.phone(client.phone),
            email: client.email,
          },
    master: employee === null ? wording.noObject() : { id: wording.id(employee.id), name: employee.name },
    source_id: wording.id(booking.source),
    online: booking.isOnline === null ? undefined : wording.flag(booking.isOnline),
    custom_fields:
      booking.extraFields.length === 0
        ? wording.list([])
        : Object.fromEntries(booking.extraFields.map(({ code, value }) => [code, value])),
  });
}
