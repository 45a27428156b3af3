import { Decimal128 } from 'mongodb';
import type { Attribution } from '../../src/domain/attribution';
import type { IntegrationKey, StageStatus, VendorName } from '../../src/domain/names';
import { searchTokens } from '../../src/domain/search';
import { contactId } from '../../src/storage/contacts';
import { type DealDocument, dealId } from '../../src/storage/deals';
import { employeeId } from '../../src/storage/employees';
import { funnelId, stageId } from '../../src/storage/funnels';
import { type LeadDocument, leadId } from '../../src/storage/leads';

const FIRST = Date.parse('2023-07-01T00:00:00Z');
const SPAN_MS = 3 * 365 * 86_400_000;
const DAY_MS = 86_400_000;
const PEOPLE = 400_000;
const SURNAMES = 5_000;
const NAMES = ['Анна', 'Иван', 'Мария', 'Пётр', 'Ольга', 'Сергей', 'Елена', 'Дмитрий'];

/** Where the kth of `all` records lies in time: they come evenly for three years. */
export function momentOf(record: number, all: number): Date {
  return new Date(FIRST + Math.floor((record / all) * SPAN_MS));
}

/** A number from 0 on and below 1 that looks random and is always the same. */
function share(record: number, salt: number): number {
  let mixed = Math.imul(record ^ (salt * 0x9e3779b1), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}

interface Standing {
  readonly stage: string;
  readonly status: StageStatus;
}

interface Origin {
  readonly integrationId: string;
  readonly vendor: VendorName;
  readonly funnel: string;
}

/** The second salon was connected for the first two days alone. */
function originOf(record: number, all: number): Origin {
  if (record < all * 0.002 && record % 2 === 0) {
    return { integrationId: 'profsalon-2', vendor: 'profsalon', funnel: 'salon' };
  }
  return share(record, 1) < 0.7
    ? { integrationId: 'medods', vendor: 'medods', funnel: 'medods' }
    : { integrationId: 'profsalon', vendor: 'profsalon', funnel: 'tenant/profsalon' };
}

/** Half of the deals are won; next to none is lost, and those were the first ones. */
function standingOf(record: number, all: number): Standing {
  const place = share(record, 2);
  if (record < all * 0.01 && place > 0.998) return { stage: 'refused', status: 'failed' };
  if (place < 0.5) return { stage: 'paid', status: 'success' };
  if (place < 0.7) return { stage: 'serviced', status: 'in_process' };
  if (place < 0.999) return { stage: 'approved', status: 'in_process' };
  return record < all * 0.05
    ? { stage: 'need_approval', status: 'in_process' }
    : { stage: 'billed', status: 'in_process' };
}

/** `left` worked for the first half-year, `guest` for a day; nobody is responsible for one in fifty. */
function employeeOf(record: number, all: number): string | null {
  const place = share(record, 3);
  if (place < 0.02) return null;
  if (record < all / 6 && place < 0.2) return 'left';
  if (record > all / 2 && record < all / 2 + 5) return 'guest';
  return String(Math.floor(50 * place * place));
}

/** A third from campaigns, a fifth from sources, the others from nowhere; `old` ones ended after four months. */
function attributionOf(record: number, all: number): Attribution | null {
  const place = share(record, 4);
  const reason = 'no_session';
  if (place < 0.3) {
    const usual = `campaign-${Math.floor(place * 30)}`;
    const campaignId = record < all / 9 && place < 0.05 ? 'campaign-old' : usual;
    return { kind: 'default_campaign', reason, campaignId };
  }
  if (place < 0.5) {
    const sourceId = record < all / 9 && place < 0.33 ? 'source-old' : `source-${Math.floor(place * 10)}`;
    return { kind: 'default_source', reason, sourceId, siteId: 'site-1' };
  }
  return null;
}

/** The person whom a record is of: the name, and the phone that only they have. */
export function personOf(record: number): {
  readonly name: string;
  readonly phone: string;
  readonly id: string;
} {
  const person = Math.floor(share(record, 5) * PEOPLE);
  const surname = `Фамилия${Math.floor(share(person, 6) * SURNAMES)}`;
  const name = `${NAMES[person % NAMES.length] ?? ''} ${surname}`;
  return { name, phone: `+7999${String(person).padStart(7, '0')}`, id: String(person) };
}

/** The deal of such a number among `all` of a tenant, as a connector writes it. */
export function benchDeal(tenantId: string, record: number, all: number): DealDocument {
  const { integrationId, vendor, funnel } = originOf(record, all);
  const key: IntegrationKey = { tenantId, integrationId };
  const { stage, status } = standingOf(record, all);
  const createdAt = momentOf(record, all);
  const changedAt = new Date(createdAt.getTime() + Math.floor(share(record, 7) * 30 * DAY_MS));
  const employee = employeeOf(record, all);
  const person = personOf(record);
  const externalId = String(record);
  const name = `Запись № ${externalId} от ${changedAt.toISOString().slice(0, 10)}`;
  const attribution = attributionOf(record, all);
  return {
    _id: dealId(key, externalId),
    ...key,
    externalId,
    vendor,
    version: 1,
    listed: true,
    name,
    amount:
      share(record, 8) < 0.2 ? null : Decimal128.fromString(`${Math.floor(share(record, 9) * 20_000)}.00`),
    paidAmount: null,
    createdAt,
    changedAt,
    stageChangedAt: changedAt,
    closedAt: status === 'in_process' ? null : changedAt,
    estimated: ['createdAt'],
    funnelId: funnelId(key, funnel),
    stageId: stageId(key, funnel, stage),
    stageStatus: status,
    statusText: stage,
    contactId: contactId(key, person.id),
    employeeId: employee === null ? null : employeeId(key, employee),
    customFields: [],
    crmSource: null,
    deleted: share(record, 10) < 0.0005,
    leadId: attribution === null ? null : leadId(key, externalId),
    attribution,
    search: searchTokens([name, person.name], [person.phone]),
    record: {
      contentHash: 'a'.repeat(43),
      settingsHash: 'b'.repeat(43),
      changedAt,
      visitDate: changedAt.toISOString().slice(0, 10),
      attachment: null,
      contactUnread: false,
      missingOn: [],
    },
  };
}

/** As {@link benchDeal}, of leads. */
export function benchLead(tenantId: string, record: number, all: number): LeadDocument {
  const { integrationId, vendor } = originOf(record, all);
  const key: IntegrationKey = { tenantId, integrationId };
  const person = personOf(record);
  const externalId = String(record);
  const hasContact = record >= all * 0.001;
  return {
    _id: leadId(key, externalId),
    ...key,
    externalId,
    vendor,
    state: hasContact ? 'ready' : 'no_contact',
    createdAt: momentOf(record, all),
    createdAtEstimated: true,
    contactId: contactId(key, person.id),
    contact: { name: person.name, phone: hasContact ? person.phone : null, email: null },
    attribution: attributionOf(record, all) ?? {
      kind: 'default_campaign',
      reason: 'no_session',
      campaignId: 'campaign-0',
    },
    dealId: dealId(key, externalId),
    search: searchTokens([person.name], hasContact ? [person.phone] : []),
  };
}
