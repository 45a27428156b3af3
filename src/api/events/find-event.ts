import { ObjectId } from 'mongodb';
import { SkvozError } from '../../domain/errors';
import type { IntegrationKey } from '../../domain/names';
import type { InboxDocument } from '../../storage/inbox';
import type { Storage } from '../../storage/storage';

const ID = /^[0-9a-f]{24}$/;

/** @throws SkvozError `not_found` */
export async function findEvent(
  { events }: Pick<Storage, 'events'>,
  key: IntegrationKey,
  id: string,
): Promise<InboxDocument> {
  const found = ID.test(id) ? await events.get(key, ObjectId.createFromHexString(id)) : null;
  if (found === null) throw new SkvozError('not_found');
  return found;
}
