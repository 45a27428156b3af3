import type { Row } from '../../dev/simulators/medods/rows';
import type { ContactDocument } from '../../src/storage/contacts';
import type { DealDocument } from '../../src/storage/deals';
import type { EmployeeDocument } from '../../src/storage/employees';
import type { LeadDocument } from '../../src/storage/leads';
import type { TestClinic } from './clinic';
import type { TestSystem } from './system';

const ONLINE_SOURCE = 14;
const stages = new Map<unknown, string>([
  ['canceled', 'refused'],
  ['failed', 'refused'],
]);

/**
 * Compares what is stored of a clinic with what the clinic has: every appointment is one deal with its
 * stage, money, person and doctor, every online one a lead, and there is nothing else.
 *
 * @returns a sentence for each difference; none when all is there.
 */
export async function differencesFromClinic(
  { db, medods }: Pick<TestSystem, 'db' | 'medods'>,
  { key, host }: Pick<TestClinic, 'key' | 'host'>,
): Promise<string[]> {
  const { tenantId } = key;
  const [appointments, orders, clients, users, deals, leads, contacts, employees] = await Promise.all([
    medods.rows(host, 'appointments'),
    byId(medods.rows(host, 'orders')),
    byId(medods.rows(host, 'clients')),
    byId(medods.rows(host, 'users')),
    db.collection<DealDocument>('deals').find({ tenantId }).toArray(),
    db.collection<LeadDocument>('leads').find({ tenantId }).toArray(),
    db.collection<ContactDocument>('contacts').find({ tenantId }).toArray(),
    db.collection<EmployeeDocument>('employees').find({ tenantId }).toArray(),
  ]);
  const contactOf = new Map(contacts.map((contact) => [contact._id, contact]));
  const employeeOf = new Map(employees.map((employee) => [employee._id, employee]));
  const dealOf = new Map(deals.map((deal) => [deal.externalId, deal]));
  const leadOf = new Map(leads.map((lead) => [lead.externalId, lead]));
  const differences: string[] = [];
  const compare = (what: string, found: unknown, expected: unknown) => {
    if (found !== expected) differences.push(`${what}: ${String(found)} instead of ${String(expected)}`);
  };
  compare('deals', deals.length, appointments.length);
  const online = appointments.filter((row) => row['appointmentSourceId'] === ONLINE_SOURCE);
  compare('leads', leads.length, online.length);
  for (const row of appointments) {
    const deal = dealOf.get(String(row.id));
    if (deal === undefined) {
      differences.push(`appointment ${row.id} is no deal`);
      continue;
    }
    compare(`stage of ${row.id}`, deal.stageId.split('.').at(-1), stages.get(row['status']) ?? row['status']);
    const order = orders.get(row['orderId']);
    const isBilled = order !== undefined && order['deletedAt'] == null;
    compare(
      `amount of ${row.id}`,
      deal.amount?.toString() ?? null,
      isBilled ? money(order['finalSum']) : null,
    );
    const paid = isBilled ? money(Number(order['finalSum']) - Number(order['unpaidSum'])) : null;
    compare(`paid of ${row.id}`, deal.paidAmount?.toString() ?? null, paid);
    const client = clients.get(row['clientId']);
    const contact = deal.contactId === null ? undefined : contactOf.get(deal.contactId);
    compare(`person of ${row.id}`, contact?.name ?? null, nameOf(client));
    compare(`phone of ${row.id}`, contact?.phones[0] ?? null, phoneOf(client));
    const employee = deal.employeeId === null ? undefined : employeeOf.get(deal.employeeId);
    compare(`doctor of ${row.id}`, employee?.name ?? null, nameOf(users.get(row['userId'])));
  }
  for (const row of online) {
    const lead = leadOf.get(String(row.id));
    compare(
      `phone of the lead ${row.id}`,
      lead?.contact.phone ?? null,
      phoneOf(clients.get(row['clientId'])),
    );
  }
  return differences;
}

async function byId(rows: Promise<Row[]>): Promise<Map<unknown, Row>> {
  return new Map((await rows).map((row) => [row.id, row]));
}

function money(value: unknown): string {
  return Number(value).toFixed(2);
}

function nameOf(person: Row | undefined): string | null {
  if (person === undefined) return null;
  const parts = [person['surname'], person['name'], person['secondName']];
  return parts.filter((part) => typeof part === 'string' && part !== '').join(' ') || null;
}

function phoneOf(client: Row | undefined): string | null {
  const phone = client?.['phone'];
  return typeof phone === 'string' && phone !== '' ? `+${phone}` : null;
}
