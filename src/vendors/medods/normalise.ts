import { hash } from 'node:crypto';
import { parseMoney, subtractMoney } from '../../domain/money';
import type { ObservedFields } from '../../domain/observation';
import { toE164 } from '../../domain/phone';
import type { Attachment } from '../../domain/record-state';
import type { ReadContact } from '../connector';
import { stageOf } from './funnel';
import { instant } from './instant';
import type { Notes } from './notes';
import type { Appointment, Client, Order, User } from './schemas';
import type { MedodsSettings } from './settings';

const DAY_MS = 24 * 60 * 60 * 1000;
/** An order whose money is settled is still looked at for this long. */
const SETTLED_WATCH_MS = 30 * DAY_MS;
const FAR_FUTURE = new Date('9999-01-01T00:00:00Z');

/** What the settings make of a clinic's rows, apart from the rows themselves. */
export interface NormaliseContext {
  readonly settings: MedodsSettings;
  readonly timeZone: string;
  /** Source ids whose appointments are online bookings. */
  readonly onlineSources: ReadonlySet<string>;
  readonly sourceTitles: ReadonlyMap<string, string>;
}

export function hashOf(value: unknown): string {
  return hash('sha256', JSON.stringify(value), 'base64url');
}

/** Hash of what is taken from an appointment, so that a changed note changes nothing. */
export function appointmentHash(row: Appointment): string {
  const { status, date, time, clientId, userId, orderId, appointmentSourceId, createdAt, updatedAt } = row;
  const attraction = row.attractionSource?.title;
  return hashOf([
    status,
    date,
    time,
    clientId,
    userId,
    orderId,
    appointmentSourceId,
    createdAt,
    updatedAt,
    attraction,
  ]);
}

/** Hash of the settings that change what is made of a row. */
export function settingsHash({ settings, timeZone, onlineSources }: NormaliseContext): string {
  const { leads, deals, responsible, statusMap } = settings;
  return hashOf([timeZone, leads.enabled, deals.enabled, responsible, statusMap, [...onlineSources].sort()]);
}

/** The deal's fields of an appointment, without its money. Local times are read in the clinic's zone. */
export function appointmentFields(row: Appointment, context: NormaliseContext, notes: Notes): ObservedFields {
  const stageKey = row.status == null ? undefined : stageOf(row.status, context.settings.statusMap);
  if (row.status != null && stageKey === undefined) notes.addWith('status_unknown', row.status);
  const createdAt = row.createdAt == null ? null : instant(row.createdAt, context.timeZone);
  const sourceTitle =
    row.attractionSource?.title ??
    (row.appointmentSourceId == null ? null : (context.sourceTitles.get(row.appointmentSourceId) ?? null));
  return {
    name: dealName(row.id, row.date ?? null),
    visitAt: visitAt(row, context.timeZone),
    statusText: row.status ?? null,
    contactExternalId: row.clientId ?? null,
    crmSource: sourceTitle,
    deleted: false,
    online: row.appointmentSourceId == null ? null : context.onlineSources.has(row.appointmentSourceId),
    ...(createdAt === null ? {} : { createdAt }),
    ...(stageKey === undefined ? {} : { stageKey }),
    ...(context.settings.responsible === 'doctor' ? { employeeExternalId: row.userId ?? null } : {}),
  };
}

/** Titles of services are medical secrets, so a deal is named by its number and date alone. */
export function dealName(externalId: string, date: string | null): string {
  if (date === null) return `Запись № ${externalId}`;
  return `Запись № ${externalId} от ${date.split('-').reverse().join('.')}`;
}

/** The vendor's own change time, or null where the clinic's version sends none. */
export function changedAt(row: Appointment, timeZone: string): Date | null {
  return row.updatedAt == null ? null : instant(row.updatedAt, timeZone);
}

function visitAt(row: Appointment, timeZone: string): Date | null {
  if (row.date == null) return null;
  return instant(`${row.date}T${row.time ?? '00:00'}`, timeZone);
}

/** No amount is known: nothing was billed, or the bill is gone. */
export const withoutMoney: ObservedFields = { amount: null, paidAmount: null };

/** Money of an order in roubles; paid so far is what is due less what is unpaid. */
export function orderFields(order: Order | null, settings: MedodsSettings, notes: Notes): ObservedFields {
  if (order === null || order.deletedAt != null) return withoutMoney;
  const amount = order.finalSum == null ? null : parseMoney(order.finalSum);
  const unpaid = order.unpaidSum == null ? null : parseMoney(order.unpaidSum);
  if (order.finalSum != null && amount === null) notes.addWith('field_unreadable', 'orders.finalSum');
  return {
    amount,
    paidAmount: amount === null || unpaid === null ? null : subtractMoney(amount, unpaid),
    ...(settings.responsible === 'biller' ? { employeeExternalId: order.createdById ?? null } : {}),
  };
}

/** What to remember of an order, given what was remembered before. */
export function orderAttachment(
  orderId: string,
  order: Order | null,
  fields: ObservedFields,
  before: Attachment | null,
  now: Date,
): Attachment {
  const settled = order === null || order.deletedAt != null || fields.amount === fields.paidAmount;
  const wasSettled = before?.id === orderId && before.watchUntil < FAR_FUTURE;
  const settledUntil = wasSettled ? before.watchUntil : new Date(now.getTime() + SETTLED_WATCH_MS);
  return {
    id: orderId,
    hash: hashOf([fields.amount, fields.paidAmount, fields.employeeExternalId]),
    readAt: now,
    watchUntil: settled ? settledUntil : FAR_FUTURE,
  };
}

/** Names and ways to reach a person; birth date, sex and the rest are never taken. */
export function contactOf(
  client: Client,
  askedFor: string,
  readAt: Date,
  unreferenced: boolean,
): ReadContact {
  const phone = client.phone == null ? null : toE164(client.phone);
  const email = client.email?.trim().toLowerCase() ?? '';
  return {
    externalId: askedFor,
    currentExternalId: client.id,
    name: fullName(client),
    surname: client.surname?.trim() || null,
    phones: phone === null ? [] : [phone],
    emails: /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) ? [email] : [],
    readAt,
    unreferenced,
  };
}

export function fullName(person: Client | User): string | null {
  const parts = [person.surname, person.name, person.secondName];
  return (
    parts
      .map((part) => part?.trim())
      .filter(Boolean)
      .join(' ') || null
  );
}
