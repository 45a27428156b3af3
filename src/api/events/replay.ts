import type { ObjectId } from 'mongodb';
import { SkvozError } from '../../domain/errors';
import type { EventFilter, ReplayableEvent } from '../../storage/events';
import { isReplayable } from '../../storage/events';
import type { InboxDocument } from '../../storage/inbox';
import type { IntegrationDocument } from '../../storage/integrations';
import type { Storage } from '../../storage/storage';
import type { Waker } from '../hooks/waker';

/** Deliveries that one call replays at most. */
export const REPLAYED_AT_ONCE = 10_000;
/** Bytes that one call replays at most, so that large bodies do not make it long. */
const BYTES_AT_ONCE = 64 * 1024 * 1024;
/** Deliveries that are counted at most. */
export const COUNTED_AT_MOST = 100_000;
const WRITTEN_AT_ONCE = 500;

/**
 * Replays one delivery: whatever became of it, it is read again as it stands.
 *
 * @returns id of the replay.
 * @throws SkvozError `event_pending`, `event_body_gone`
 */
export async function replayEvent(
  { events }: Pick<Storage, 'events'>,
  waker: Waker,
  integration: IntegrationDocument,
  row: InboxDocument,
): Promise<ObjectId> {
  if (row.pending) throw new SkvozError('event_pending');
  if (!isReplayable(row)) throw new SkvozError('event_body_gone');
  const [id] = await events.replay([row], new Date());
  if (id === undefined) throw new Error('a replay was not written');
  waker.wake(integration);
  return id;
}

/**
 * Replays the deliveries of a filter, the oldest first, {@link REPLAYED_AT_ONCE} at most.
 *
 * @returns how many were replayed.
 */
export async function replayEvents(
  { events }: Pick<Storage, 'events'>,
  waker: Waker,
  integration: IntegrationDocument,
  filter: EventFilter,
): Promise<number> {
  const now = new Date();
  let replayed = 0;
  let bytes = 0;
  let group: ReplayableEvent[] = [];
  const write = async () => {
    replayed += (await events.replay(group, now)).length;
    group = [];
    waker.wake(integration);
  };
  for await (const row of events.replayable(integration, filter, REPLAYED_AT_ONCE)) {
    bytes += row.bytes;
    if (bytes > BYTES_AT_ONCE) break;
    group.push(row);
    if (group.length === WRITTEN_AT_ONCE) await write();
  }
  if (group.length > 0) await write();
  return replayed;
}
