import { createHash } from 'node:crypto';
import type { ObservedFields } from '../../domain/observation';
import type { DeliveredContact, NothingDelivered, RecordDelivered } from '../webhook';
import { recordNames, serviceNames } from './aliases';
import type { EnvelopedRecord } from './envelope';
import { extraFieldsOf } from './extra-fields';
import { amountOf, paidAmountOf } from './money';
import { onlineOf } from './online';
import { clientIdOf, contactOf, employeeOf, shortHash } from './people';
import { type ProfsalonSettings, profsalonSettings } from './settings';
import { type Stamps, stampsOf } from './stamps';
import { statusOf } from './status';
import { Fields, firstOf, listOf } from './tree';
import { idOf, TEXT_LENGTH, textOf } from './values';

/** What the integration makes of a record, apart from the record itself. */
export interface NormaliseContext {
  readonly settings: ProfsalonSettings;
  /** IANA name for stamps without an offset. */
  readonly timeZone: string;
  /** As the body around the record gives it. */
  readonly salonName: string | null;
}

/** A record before it is told by which contract it was read. */
export type NormalisedRecord = Omit<RecordDelivered, 'contract'>;

/** One record as an observation: only what the body names, so that the rest keeps what is known. */
export function normaliseRecord(
  enveloped: EnvelopedRecord,
  { settings, timeZone, salonName }: NormaliseContext,
): NormalisedRecord | NothingDelivered {
  const { record, event } = enveloped;
  const warnings = new Set<string>();
  const stamps = stampsOf(record, timeZone, warnings);
  const status = statusOf(record, settings.statusMap, warnings);
  const amount = amountOf(record, warnings);
  const paidAmount = paidAmountOf(record, warnings);
  const contact = contactOf(record, profsalonSettings.account(settings), warnings);
  const employee = employeeOf(record);
  const { online, reason: onlineReason } = onlineOf(record, settings.leads.onlineSourceCodes, warnings);
  const customFields = extraFieldsOf(record, warnings);
  const name = nameOf(record);
  const crmSource = textOf(firstOf(record, recordNames.source));
  const deleted = event === 'delete';
  if (contact === null && !deleted) warnings.add('client_missing');
  // A name alone is nobody's: two clients may share it. It stays readable in the delivery.
  if (contact !== null && contact.externalId === null) warnings.add('client_unidentified');

  const externalId = recordIdOf(enveloped, stamps, contact, settings, warnings);
  if (externalId === null) {
    return { outcome: 'unrecognised', reason: 'record_id_missing', externalId, warnings: [...warnings] };
  }

  const stageKey = deleted ? 'failed' : status.stageKey;
  const fields: ObservedFields = {
    ...(name === null ? {} : { name }),
    ...(amount === null ? {} : { amount }),
    ...(paidAmount === null ? {} : { paidAmount }),
    ...(stamps.createdAt === null ? {} : { createdAt: stamps.createdAt }),
    ...(stamps.visitAt === null ? {} : { visitAt: stamps.visitAt }),
    ...(stageKey === undefined ? {} : { stageKey }),
    ...(status.text === null ? {} : { statusText: status.text }),
    ...(contact === null || contact.externalId === null ? {} : { contactExternalId: contact.externalId }),
    ...(employee === null ? {} : { employeeExternalId: employee.externalId }),
    ...(customFields === null ? {} : { customFields }),
    ...(crmSource === null ? {} : { crmSource }),
    ...(online === null ? {} : { online }),
    deleted,
  };
  return {
    outcome: 'record',
    externalId,
    event,
    changedAt: stamps.changedAt,
    fields,
    // What a deletion means is not up to its status.
    ...(deleted || status.code === null ? {} : { statusCode: status.code }),
    onlineReason,
    contact,
    employee,
    accountName: salonName,
    contentHash: createHash('sha256')
      .update(JSON.stringify([fields, contact, employee]))
      .digest('base64url'),
    warnings: [...warnings],
  };
}

/** The record's own name, else the names of its services. */
function nameOf(record: Fields): string | null {
  const name = textOf(firstOf(record, recordNames.name));
  if (name !== null) return name;
  const services = listOf(firstOf(record, recordNames.services)).flatMap((service) =>
    service instanceof Fields ? (textOf(firstOf(service, serviceNames.name)) ?? []) : [],
  );
  return services.join(', ').slice(0, TEXT_LENGTH) || textOf(firstOf(record, recordNames.serviceName));
}

/** The vendor's id, also as far as it lies beside the record, or one made of who, when and made when. */
function recordIdOf(
  { record, idBeside, derivesId }: EnvelopedRecord,
  { createdAt, visitAt }: Stamps,
  contact: DeliveredContact | null,
  { salonLogin }: ProfsalonSettings,
  warnings: Set<string>,
): string | null {
  const id = idOf(firstOf(record, recordNames.id) ?? idBeside);
  if (id !== null && id !== '0') return id;
  if (!derivesId || createdAt === null || visitAt === null) return null;
  warnings.add('record_id_derived');
  const client = clientIdOf(record) ?? contact?.phones[0] ?? '';
  return `x${shortHash([salonLogin, utcSeconds(createdAt), client, utcSeconds(visitAt)].join('|'))}`;
}

function utcSeconds(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}Z`;
}
