import { present, type Tree } from '../tree';
import type { Wording } from '../wording';
import type { Kind, Telling } from './telling';

const events: Record<Kind, string> = { create: 'add', update: 'update', delete: 'delete' };

/** In the manner of amoCRM: event, then index, then few fields of a record; several records share a body. */
export function amocrmBody(tellings: readonly Telling[], wording: Wording): Tree {
  const byEvent: Record<string, Tree[]> = {};
  for (const telling of tellings) {
    const event = events[telling.kind];
    byEvent[event] = [...(byEvent[event] ?? []), item(telling, wording)];
  }
  const [first] = tellings;
  if (first === undefined) throw new RangeError('A body needs a record.');
  return {
    leads: byEvent,
    account: { subdomain: first.salonLogin, id: wording.id(first.salonId) },
  };
}

function item({ booking, tellsChangeTime }: Telling, wording: Wording): Tree {
  return present({
    id: wording.id(booking.id),
    name: booking.name,
    status_id: booking.status,
    price: wording.money(booking.sum),
    date_create: wording.stamp(booking.createdAt),
    last_modified: tellsChangeTime ? wording.stamp(booking.changedAt) : undefined,
  });
}
