import type { IntegrationKey } from '../domain/names';
import { searchTokens } from '../domain/search';
import { type ContactDocument, contactId } from '../storage/contacts';
import { type EmployeeDocument, employeeId } from '../storage/employees';
import type { Storage } from '../storage/storage';
import { type Arrival, saidAt } from './deliveries';
import { isShownChange, refreshPeople } from './refresh-people';

type Part = 'name' | 'phones' | 'emails';

/**
 * Writes the people of deliveries, and brings the leads and deals up to date of those who changed. Each of
 * name, phones and e-mails takes the newest value that was said, by the record's change time and then by
 * arrival, so the order of deliveries cannot matter.
 *
 * @param arrivals without repeats, in order of arrival.
 * @param folded external ids of the records that are folded after this.
 */
export async function writePeople(
  storage: Storage,
  key: IntegrationKey,
  arrivals: readonly Arrival[],
  folded: Iterable<string>,
  now: Date,
): Promise<void> {
  const employees = arrivals.flatMap((arrival): EmployeeDocument[] => {
    const { employee } = arrival.record;
    if (employee === null) return [];
    return [{ _id: employeeId(key, employee.externalId), ...key, ...employee, saidAt: saidAt(arrival) }];
  });
  await storage.employees.upsert(employees);
  const ids = arrivals.flatMap(({ record }) => record.contact?.externalId ?? []);
  if (ids.length === 0) return;
  const stored = await storage.contacts.known(key, [...new Set(ids)]);
  const contacts = new Map(stored);
  for (const arrival of arrivals) {
    const externalId = arrival.record.contact?.externalId;
    if (externalId == null) continue;
    contacts.set(externalId, told(contacts.get(externalId) ?? nobody(key, externalId, now), arrival));
  }
  const written = [...contacts.values()].filter((contact) => contact !== stored.get(contact.externalId));
  // Nothing can refer yet to somebody who is new: people are written before their records.
  const changed = written.filter((contact) => {
    const before = stored.get(contact.externalId);
    return before !== undefined && isShownChange(before, contact);
  });
  await refreshPeople(storage, key, changed, folded);
  await storage.contacts.upsert(written, stored);
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

function told(contact: ContactDocument, arrival: Arrival): ContactDocument {
  const { row, record } = arrival;
  const { contact: said } = record;
  if (said === null) return contact;
  const stamp = saidAt(arrival);
  // A replay says again, maybe otherwise, what its delivery has said.
  const isSaidAgain = (before: string) => row.replayedAt !== undefined && stamp === before;
  const isNews = (part: Part, named: boolean) => {
    const before = contact.said?.[part] ?? '';
    return named && (stamp > before || isSaidAgain(before));
  };
  const name = isNews('name', said.name !== null);
  const phones = isNews('phones', said.phones.length > 0);
  const emails = isNews('emails', said.emails.length > 0);
  if (!name && !phones && !emails) return contact;
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
