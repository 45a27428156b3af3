import type { Booking } from '../bookings';
import { present, type Tree } from '../tree';
import type { Wording } from '../wording';
import type { Telling } from './telling';

/** In the manner of YCLIENTS: the state of the visit is a number, and a visit called off is a deletion. */
export function yclientsBody(telling: Telling, wording: Wording): Tree {
  const { booking, salonId } = telling;
  const isDeleted = telling.kind === 'delete' || booking.status === 'canceled';
  return {
    company_id: wording.id(salonId),
    resource: 'record',
    resource_id: wording.id(booking.id),
    status: isDeleted ? 'delete' : telling.kind,
    data: data(telling, wording, isDeleted),
  };
}

function data({ booking, salonId, tellsChangeTime }: Telling, wording: Wording, deleted: boolean): Tree {
  const { client, employee } = booking;
  const attendance = attendanceOf(booking);
  return present({
    id: wording.id(booking.id),
    company_id: wording.id(salonId),
    staff_id: employee === null ? undefined : wording.id(employee.id),
    staff: employee === null ? wording.noObject() : { id: wording.id(employee.id), name: employee.name },
    services: wording.list(
      // There is no sum but that of the services, so the first one carries all of it.
      booking.services.map(({ id, name }, index) => ({
        id: wording.id(id),
        title: name,
        cost: wording.money(index === 0 ? booking.sum : 0),
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
    date: wording.localStamp(booking.start).replace('T', ' '),
    datetime: wording.stamp(booking.start),
    create_date: wording.stamp(booking.createdAt),
    last_change_date: tellsChangeTime ? wording.stamp(booking.changedAt) : undefined,
    seance_length: wording.count(booking.duration * 60),
    online: booking.isOnline === null ? undefined : wording.flag(booking.isOnline),
    visit_attendance: attendance,
    attendance,
    confirmed: attendance === undefined ? undefined : attendance > 0 ? 1 : 0,
    paid_full: booking.status === 'paid' ? 1 : 0,
    deleted: wording.flag(deleted),
    custom_fields: [],
  });
}

/** Undefined for a status that this envelope has no number for. */
function attendanceOf({ status }: Booking): number | undefined {
  switch (status) {
    case 'new':
      return 0;
    case 'confirmed':
      return 2;
    case 'came':
    case 'done':
    case 'paid':
      return 1;
    case 'no_show':
      return -1;
    default:
      return undefined;
  }
}
