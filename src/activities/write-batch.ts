import { searchTokens } from '../domain/search';
import type { Keyring } from '../platform/encryption';
import { encryptRawCopy } from '../platform/raw-copy-cipher';
import { type ContactDocument, contactId } from '../storage/contacts';
import { employeeId } from '../storage/employees';
import type { RawCopyDocument } from '../storage/raw-copies';
import type { Storage } from '../storage/storage';
import type { PullBatch, RawRow, RawRows, ReadContact } from '../vendors/connector';
import { type ApplyContext, applyRecords, type LookedUpDeals, readStored } from './apply-records';
import { isShownChange, refreshPeople } from './refresh-people';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long a person read with a whole list is kept while nobody refers to them. */
const UNREFERENCED_DAYS = 7;

export interface WriteContext extends ApplyContext {
  readonly storage: Storage;
  readonly keyring: Keyring;
  readonly runId: string;
  readonly rawDays: number;
  readonly now: () => Date;
}

/**
 * Writes one batch of a pull. Writing it again changes nothing.
 *
 * @param lookedUp deals as they were when the batch was read.
 */
export async function writeBatch(
  context: WriteContext,
  batch: PullBatch,
  lookedUp: LookedUpDeals,
): Promise<{ new: number; changed: number }> {
  const { storage, key } = context;
  const contacts = batch.contacts.map((contact) => contactDocument(context, contact));
  const written = Promise.all([
    writePeople(context, contacts, batch),
    storage.employees.upsert(
      batch.employees.map(({ externalId, name }) => ({
        _id: employeeId(key, externalId),
        ...key,
        externalId,
        name,
      })),
    ),
    keepRawCopies(context, batch.raw),
    storage.deals.updateRecords(key, batch.remembered),
    batch.options === null ? undefined : storage.integrations.setOptions(key, batch.options),
  ]);
  // A failure is met where it is waited for; until then it must not count as unhandled.
  written.catch(() => undefined);
  const people = { contacts: new Map(contacts.map((contact) => [contact.externalId, contact])), written };
  const stored = await readStored(
    storage,
    key,
    batch.records.map(({ externalId }) => externalId),
    lookedUp,
  );
  const origin = { kind: 'run', id: context.runId } as const;
  return applyRecords(
    storage,
    context,
    batch.records.map(({ externalId, observation, contentHash }) => ({
      ...observation,
      tenantId: key.tenantId,
      integrationId: key.integrationId,
      externalId,
      origin,
      contentHash,
    })),
    new Map(batch.records.map(({ externalId, record }) => [externalId, record])),
    stored,
    people,
  );
}

/**
 * Before the people, the leads and deals that showed something else of them. The look-up goes beside the
 * reading of the records; a batch without people has none.
 */
async function writePeople(
  { storage, key }: WriteContext,
  contacts: readonly ContactDocument[],
  { records }: PullBatch,
): Promise<void> {
  if (contacts.length === 0) return;
  const stored = await storage.contacts.known(
    key,
    contacts.map(({ externalId }) => externalId),
  );
  const changed = contacts.filter((contact) =>
    isShownChange(stored.get(contact.externalId) ?? null, contact),
  );
  await refreshPeople(
    storage,
    key,
    changed,
    records.map(({ externalId }) => externalId),
  );
  await storage.contacts.upsert(contacts, stored);
}

function contactDocument({ key, now }: WriteContext, contact: ReadContact): ContactDocument {
  const { unreferenced, ...rest } = contact;
  return {
    _id: contactId(key, contact.externalId),
    ...key,
    ...rest,
    createdAt: now(),
    search: searchTokens([contact.name, ...contact.emails], contact.phones),
    expiresAt: unreferenced ? new Date(now().getTime() + UNREFERENCED_DAYS * DAY_MS) : null,
    erasedAt: null,
  };
}

/** Erasing removed the copies there were of a person; of what the vendor still tells of them none is made. */
async function keepRawCopies(context: WriteContext, raw: readonly RawRows[]): Promise<void> {
  const { storage, key } = context;
  if (raw.length === 0) return;
  const people = new Set(raw.flatMap(({ rows }) => rows.flatMap((row) => row.people)));
  const erased = await storage.contacts.erased(key, [...people]);
  const copies = raw.flatMap(({ entity, rows }) => {
    const kept = rows.filter((row) => !row.people.some((person) => erased.has(person)));
    return kept.length === 0 ? [] : [rawCopy(context, entity, kept)];
  });
  await storage.rawCopies.insert(copies);
}

function rawCopy(
  { key, keyring, runId, rawDays, now }: WriteContext,
  entity: string,
  rows: readonly RawRow[],
): RawCopyDocument {
  const receivedAt = now();
  return {
    ...key,
    runId,
    entity,
    externalIds: rows.map(({ externalId }) => externalId),
    body: encryptRawCopy(keyring, key, JSON.stringify(rows.map(({ row }) => row))),
    receivedAt,
    expiresAt: new Date(receivedAt.getTime() + rawDays * DAY_MS),
  };
}
