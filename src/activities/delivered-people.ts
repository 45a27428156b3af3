import type { IntegrationKey } from '../domain/names';
import { searchTokens } from '../domain/search';
import { type ContactDocument, contactId } from '../storage/contacts';
import { employeeId } from '../storage/employees';
import type { Storage } from '../storage/storage';
import type { Arrival } from './deliveries';

type Part = 'name' | 'phones' | 'emails';

/**
 * Writes the people of deliveries. Each of name, phones and e-mails takes the newest value that was said,
 * by the record's change time and then by arrival, so the order of deliveries cannot matter.
 */
export async function writePeople(
  storage: Storage,
  key: IntegrationKey,
  arrivals: readonly Arrival[],
  now: Date,
): Promise<void> {
  const employees = arrivals.flatMap(({ record: { employee } }) => employee ?? []);
  await storage.employees.upsert(
    employees.map(({ externalId, name }) => ({ _id: employeeId(key, externalId), ...key, externalId, name })),
  );
  const ids = arrivals.flatMap(({ record }) => record.contact?.externalId ?? []);
  if (ids.length === 0) return;
  const contacts = await storage.contacts.known(key, [...new Set(ids)]);
  for (const arrival of arrivals) {
    const externalId = arrival.record.contact?.externalId;
    if (externalId == null) continue;
    contacts.set(externalId, told(contacts.get(externalId) ?? nobody(key, externalId, now), arrival));
  }
  await storage.contacts.upsert([...contacts.values()]);
}

function nobody(key: IntegrationKey, externalId: string, now: Date): ContactDocument {
  return {
    _id: contactId(key, externalId),
    ...key,
    externalId,
    currentExternalId: externalId,
    name: null,
    surname: null,
    phones: [],
    emails: [],
    createdAt: now,
    readAt: now,
    search: [],
    said: {},
    expiresAt: null,
    erasedAt: null,
  };
}

function told(contact: ContactDocument, { row, record }: Arrival): ContactDocument {
  const { contact: said } = record;
  if (said === null) return contact;
  const stamp = stampOf(record.changedAt ?? row.receivedAt, row.place);
  const isNews = (part: Part, named: boolean) => named && stamp > (contact.said?.[part] ?? '');
  const name = isNews('name', said.name !== null);
  const phones = isNews('phones', said.phones.length > 0);
  const emails = isNews('emails', said.emails.length > 0);
  const next = {
    ...contact,
    ...(name ? { name: said.name } : {}),
    ...(phones ? { phones: said.phones } : {}),
    ...(emails ? { emails: said.emails } : {}),
    said: {
      ...contact.said,
      ...(name ? { name: stamp } : {}),
      ...(phones ? { phones: stamp } : {}),
      ...(emails ? { emails: stamp } : {}),
    },
  };
  return { ...next, search: searchTokens([next.name, ...next.emails], next.phones) };
}

/** Sorts as a text by change time, then by arrival. */
function stampOf(changedAt: Date, place: number): string {
  return `${changedAt.toISOString()}/${String(place).padStart(17, '0')}`;
}
