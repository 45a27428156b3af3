import type { FastifyRequest } from 'fastify';
import { changedFields } from '../domain/audit';
import { SkvozError } from '../domain/errors';
import { createIdentifier } from '../platform/hash';
import type { SettingsReference } from '../storage/integrations';
import type { PickList, PickListChange, PickListEntry } from '../storage/pick-lists';
import type { Storage } from '../storage/storage';
import { tenantOf } from './access';
import { audited } from './audit';
import { decodeId } from './cursor';
import { pageById } from './list';
import { requireUnused } from './pick-list-use';

/** What can be done with the entries of a pick-list, whichever of them it is. */
export interface PickListActions<Entry extends PickListEntry> {
  /** A page in order of id, each entry as `present` shows it. */
  page<Shown>(
    tenantId: string,
    query: { readonly limit: number; readonly cursor?: string | undefined },
    present: (entry: Entry) => Shown,
  ): Promise<{ items: Shown[]; nextCursor: string | null }>;
  /**
   * Makes an entry under the chosen id or a new one.
   *
   * @throws SkvozError `already_exists`
   */
  create(
    request: FastifyRequest,
    id: string | undefined,
    entryOf: (identity: PickListEntry) => Entry,
  ): Promise<Entry>;
  /**
   * Changes an entry; one that settings name cannot be archived.
   *
   * @throws SkvozError `in_use`, `not_found`
   */
  change(request: FastifyRequest, id: string, change: PickListChange<Entry>): Promise<Entry>;
}

/** @param name of the list, as in its address. */
export function pickListActions<Entry extends PickListEntry>(
  storage: Pick<Storage, 'integrations'>,
  list: PickList<Entry>,
  name: string,
  kind: SettingsReference['kind'],
): PickListActions<Entry> {
  return {
    page: async (tenantId, { limit, cursor }, present) => {
      const scope = [name, tenantId];
      const after = decodeId(scope, cursor);
      const { documents, nextCursor } = await pageById(
        scope,
        limit,
        (count) => list.list(tenantId, after, count),
        ({ id }) => id,
      );
      return { items: documents.map(present), nextCursor };
    },
    create: async (request, id, entryOf) => {
      const tenantId = tenantOf(request)._id;
      const identity = { tenantId, id: id ?? createIdentifier(), archived: false };
      const entry = entryOf(identity);
      await list.create(entry);
      audited(request, { target: entry.id, changes: changedFields(identity, entry) });
      return entry;
    },
    change: async (request, id, change) => {
      const tenantId = tenantOf(request)._id;
      if (change.archived === true) await requireUnused(storage, tenantId, kind, id);
      const before = await list.get(tenantId, id);
      const changed = await list.change(tenantId, id, change);
      if (before === null || changed === null) throw new SkvozError('not_found');
      const changes = changedFields(before, changed);
      audited(request, { changes, nothingDone: changes.length === 0 });
      return changed;
    },
  };
}
