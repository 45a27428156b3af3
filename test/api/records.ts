import { Decimal128 } from 'mongodb';
import type { IntegrationKey } from '../../src/domain/names';
import { searchTokens } from '../../src/domain/search';
import { type ContactDocument, contactId } from '../../src/storage/contacts';
import { type DealDocument, dealId } from '../../src/storage/deals';
import { employeeId } from '../../src/storage/employees';
import { funnelId, stageId } from '../../src/storage/funnels';
import { type LeadDocument, leadId } from '../../src/storage/leads';
import type { StoredObservation } from '../../src/storage/observations';
import { noCounts, type RunDocument } from '../../src/storage/runs';

/** Documents as a pull writes them, of invented people. */

export const funnel = 'medods';

export function contactOf(
  key: IntegrationKey,
  externalId: string,
  over: Partial<ContactDocument> = {},
): ContactDocument {
  const contact = {
    name: 'Иван Ёлкин',
    surname: 'Ёлкин',
    phones: ['+79990000003'],
    emails: ['ivan@example.com'],
    ...over,
  };
  return {
    _id: contactId(key, externalId),
    ...key,
    externalId,
    currentExternalId: externalId,
    createdAt: new Date('2026-03-01T10:00:00Z'),
    readAt: new Date('2026-03-01T10:00:00Z'),
    expiresAt: null,
    erasedAt: null,
    search: searchTokens([contact.name, ...contact.emails], contact.phones),
    ...contact,
  };
}

export function dealOf(
  key: IntegrationKey,
  externalId: string,
  over: Partial<DealDocument> = {},
  contact: ContactDocument | null = null,
): DealDocument {
  const name = `Запись № ${externalId} от 2026-03-14`;
  const at = new Date('2026-03-01T10:00:00Z');
  return {
    _id: dealId(key, externalId),
    ...key,
    externalId,
    vendor: 'medods',
    version: 1,
    listed: true,
    name,
    amount: Decimal128.fromString('1500.00'),
    paidAmount: Decimal128.fromString('0.00'),
    createdAt: at,
    changedAt: at,
    stageChangedAt: at,
    closedAt: null,
    estimated: ['createdAt'],
    funnelId: funnelId(key, funnel),
    stageId: stageId(key, funnel, 'serviced'),
    stageStatus: 'in_process',
    statusText: 'serviced',
    contactId: contact?._id ?? null,
    employeeId: employeeId(key, '42'),
    customFields: [],
    crmSource: null,
    deleted: false,
    leadId: null,
    attribution: null,
    search: searchTokens([name, contact?.name ?? null, ...(contact?.emails ?? [])], contact?.phones ?? []),
    record: {
      contentHash: 'c',
      settingsHash: 's',
      changedAt: new Date('2026-03-14T09:00:00Z'),
      visitDate: '2026-03-14',
      attachment: null,
      contactUnread: false,
      missingOn: [],
    },
    ...over,
  };
}

export function leadOf(
  key: IntegrationKey,
  externalId: string,
  over: Partial<LeadDocument> = {},
  contact: ContactDocument | null = null,
): LeadDocument {
  return {
    _id: leadId(key, externalId),
    ...key,
    externalId,
    vendor: 'medods',
    state: contact === null ? 'no_contact' : 'ready',
    createdAt: new Date('2026-03-01T10:00:00Z'),
    createdAtEstimated: true,
    contactId: contact?._id ?? null,
    contact: {
      name: contact?.name ?? null,
      phone: contact?.phones[0] ?? null,
      email: contact?.emails[0] ?? null,
    },
    attribution: { kind: 'default_campaign', reason: 'no_session', campaignId: 'c1' },
    dealId: dealId(key, externalId),
    search: searchTokens([contact?.name ?? null, ...(contact?.emails ?? [])], contact?.phones ?? []),
    ...over,
  };
}

export function observationOf(
  key: IntegrationKey,
  externalId: string,
  at: string,
  fields: StoredObservation['fields'],
): StoredObservation {
  return {
    ...key,
    externalId,
    origin: { kind: 'run', id: `run-${at}` },
    contentHash: at,
    changedAt: new Date(at),
    changedAtEstimated: false,
    receivedAt: new Date(at),
    place: new Date(at).getTime(),
    fields,
  };
}

export function runOf(key: IntegrationKey, id: string, over: Partial<RunDocument> = {}): RunDocument {
  return {
    _id: id,
    ...key,
    vendor: 'medods',
    kind: 'sync',
    state: 'queued',
    workflowId: `pull/${key.tenantId}/${key.integrationId}/sync`,
    range: null,
    requestedAt: new Date('2026-03-01T10:00:00Z'),
    startedAt: null,
    endedAt: null,
    progress: { done: 0, total: null },
    counts: noCounts,
    notes: [],
    error: null,
    waitingUntil: null,
    expiresAt: new Date(Date.now() + 86_400_000),
    ...over,
  };
}
