import { decryptRawCopy } from '../../src/platform/raw-copy-cipher';
import type { DealDocument } from '../../src/storage/deals';
import { createClinic, type TestClinic } from '../system/clinic';
import { type ListeningApi, listenApi } from '../system/listening-api';
import { startSystem, type TestSystem } from '../system/system';

const month = { appointments: 60, daysBack: 10, daysAhead: 10, clients: 20, shareWithOrders: 0.5 };
const person = {
  surname: 'Стираемова',
  name: 'Забытослава',
  phone: '79991230077',
  email: 'erased@example.test',
};
const marks = /стираем|забытослав|9991230077|erased@example/i;

let system: TestSystem;
let api: ListeningApi;
beforeAll(async () => {
  system = await startSystem();
  api = await listenApi(system);
});
afterAll(async () => {
  await api.close();
  await system.stop();
});

/** All that is kept of a tenant outside the raw copies, and the raw copies in the clear. */
async function kept({ key }: TestClinic): Promise<{ documents: string; rawCopies: string }> {
  const documents: unknown[] = [];
  for (const { name } of await system.db.listCollections({}, { nameOnly: true }).toArray()) {
    if (name === 'rawCopies') continue;
    documents.push(await system.db.collection(name).find({ tenantId: key.tenantId }).toArray());
  }
  const copies: unknown[] = [];
  for await (const { tenantId, entity, externalIds, body } of system.storage.rawCopies.all()) {
    if (tenantId !== key.tenantId) continue;
    const rows: unknown = JSON.parse(decryptRawCopy(system.keyring, key, body).toString('utf8'));
    copies.push({ entity, externalIds, rows });
  }
  return { documents: JSON.stringify(documents), rawCopies: JSON.stringify(copies) };
}

/** A clinic that was read, in which one client with a billed online booking is the person. */
async function clinicWithPerson() {
  const clinic = await createClinic(system, month);
  await api.call('POST', '/tenants', { id: clinic.key.tenantId, name: 'Клиника', components: [] });
  const rows = await system.medods.rows(clinic.host, 'appointments');
  const booking = rows.find((row) => row['orderId'] !== null && row['status'] === 'billed');
  if (booking === undefined) throw new Error('nobody owes the clinic anything');
  const clientId = Number(booking['clientId']);
  await system.medods.mutate(
    clinic.host,
    { op: 'patch', entity: 'clients', id: clientId, set: person },
    {
      op: 'patch',
      entity: 'appointments',
      id: booking.id,
      set: { appointmentSourceId: 14, clientComment: 'Стираемова просит позвонить' },
    },
  );
  await clinic.pull();
  return { clinic, clientId, booking };
}

const dealsOf = ({ key }: TestClinic) =>
  system.db.collection<DealDocument>('deals').find({ tenantId: key.tenantId }).toArray();

test('what the vendor goes on telling of an erased person is kept nowhere, raw copies included', async () => {
  const { clinic, clientId, booking } = await clinicWithPerson();
  const before = await kept(clinic);
  expect(before.documents).toMatch(marks);
  expect(before.rawCopies).toMatch(marks);

  await api.call('POST', `/tenants/${clinic.key.tenantId}/erase`, { phone: `+${person.phone}` });
  const erased = await kept(clinic);
  expect(erased.documents).not.toMatch(marks);
  expect(erased.rawCopies).not.toMatch(marks);

  // The person pays and books again, and so many others come that the whole list of clients is read.
  const orderId = Number(booking['orderId']);
  await system.medods.mutate(
    clinic.host,
    { op: 'patch', entity: 'appointments', id: booking.id, set: { status: 'paid', note: 'Стираемова' } },
    { op: 'patch', entity: 'orders', id: orderId, set: { unpaidSum: 0, note: 'Стираемова' } },
    { op: 'insert', entity: 'appointments', row: { clientId, note: 'Стираемова', appointmentSourceId: 14 } },
  );
  for (let count = 0; count < 8; count += 1) {
    const [client] = await system.medods.mutate(clinic.host, { op: 'insert', entity: 'clients' });
    const row = { clientId: client?.id ?? null };
    await system.medods.mutate(clinic.host, { op: 'insert', entity: 'appointments', row });
  }
  await system.medods.takeJournal(clinic.host);
  const run = await clinic.pull();

  expect(run).toMatchObject({ state: 'succeeded', counts: { new: 9 } });
  const { requests } = await system.medods.journal(clinic.host);
  expect(requests.some(({ path }) => path.includes('/clients?limit=100'))).toBe(true);
  expect(requests.some(({ path }) => path.endsWith(`/orders/${orderId}`))).toBe(true);
  const after = await kept(clinic);
  expect(after.documents).not.toMatch(marks);
  expect(after.rawCopies).not.toMatch(marks);
  // Of the others copies are kept as before, and the person's deal went on without the person.
  expect(after.rawCopies).toContain('"entity":"clients"');
  const deal = (await dealsOf(clinic)).find(({ externalId }) => externalId === String(booking.id));
  expect(deal).toMatchObject({ contactId: null, stageStatus: 'success' });
  expect(deal?.paidAmount?.toString()).toBe(deal?.amount?.toString());
});

test('an erased person is not brought back by the bill that is read again', async () => {
  const { clinic, booking } = await clinicWithPerson();
  await api.call('POST', `/tenants/${clinic.key.tenantId}/erase`, { email: person.email });
  const orderId = Number(booking['orderId']);
  const set = { unpaidSum: 0, note: 'Стираемова' };
  await system.medods.mutate(clinic.host, { op: 'patch', entity: 'orders', id: orderId, set });

  await clinic.pull();

  const deal = (await dealsOf(clinic)).find(({ externalId }) => externalId === String(booking.id));
  expect(deal?.paidAmount?.toString()).toBe(deal?.amount?.toString());
  expect((await kept(clinic)).rawCopies).not.toMatch(marks);
});

test('a person who was erased after a merge does not come back under the other id', async () => {
  const { clinic, clientId, booking } = await clinicWithPerson();
  const contacts = system.db.collection('contacts');
  const [merged] = await system.medods.mutate(clinic.host, { op: 'insert', entity: 'clients', row: person });
  // As the pull finds it once the first id answers 404: the same person, kept under another id.
  await contacts.updateOne(
    { tenantId: clinic.key.tenantId, externalId: String(clientId) },
    { $set: { currentExternalId: String(merged?.id) } },
  );
  await api.call('POST', `/tenants/${clinic.key.tenantId}/erase`, { phone: `+${person.phone}` });
  await system.medods.mutate(
    clinic.host,
    { op: 'remove', entity: 'clients', id: clientId },
    { op: 'patch', entity: 'appointments', id: booking.id, set: { clientId: merged?.id ?? null } },
  );

  await clinic.pull();

  const { documents, rawCopies } = await kept(clinic);
  expect(documents).not.toMatch(marks);
  expect(rawCopies).not.toMatch(marks);
});
