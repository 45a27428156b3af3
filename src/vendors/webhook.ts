import type { Funnel, ObservedFields } from '../domain/observation';
import type { Connection } from './connector';

/** One delivery as it came through the door, opened but not read. */
export interface Delivery {
  /** Inflated. */
  readonly body: Buffer;
  readonly contentType: string | null;
  /** Of `Authorization: Bearer`: only ever compared. */
  readonly token: string | null;
}

/** What a connector needs to know of the integration a delivery came to. */
export type WebhookConnection = Pick<Connection, 'settings' | 'secrets' | 'timeZone'>;

export type RecordEvent = 'create' | 'update' | 'delete';

/**
 * What a body says of a person. Null or an empty list says nothing, so what is known of the person
 * stays; what it does say counts from the record's change time, like a field of the deal.
 */
export interface DeliveredContact {
  /** Null when only a name is given: it then belongs to the person the record is known to have, if any. */
  readonly externalId: string | null;
  readonly name: string | null;
  /** E.164. */
  readonly phones: readonly string[];
  readonly emails: readonly string[];
}

export interface DeliveredEmployee {
  readonly externalId: string;
  /** Null says nothing: what is known stays. */
  readonly name: string | null;
}

/** How `fields.online` was told; `unmarked` when the body does not tell. */
export type OnlineReason = 'declared' | 'source' | 'unmarked';

/** One state of one record, ready to be observed. */
export interface RecordDelivered {
  readonly outcome: 'record';
  readonly externalId: string;
  /** Null when the body does not name it: a create or an update, by whether the record is known. */
  readonly event: RecordEvent | null;
  /** By the vendor's clock. Null when the body has none: the time of receipt stands in. */
  readonly changedAt: Date | null;
  /** Only what the body names, so that the rest keeps what is known. */
  readonly fields: ObservedFields;
  /** The status code that names the stage in `fields`, or one that nobody knows yet. */
  readonly statusCode?: string;
  readonly onlineReason: OnlineReason;
  readonly contact: DeliveredContact | null;
  readonly employee: DeliveredEmployee | null;
  /** The vendor account's name for people, e.g. of the salon. */
  readonly accountName: string | null;
  /** Version of the vendor's contract by which it was read. */
  readonly contract: string;
  /** Of what was made of the record, without what only belongs to this delivery. */
  readonly contentHash: string;
  /** Codes of what was odd, some with a detail after a colon, e.g. `status_unknown:7`. */
  readonly warnings: readonly string[];
}

/** Something that is kept and shown but not applied. */
export interface NothingDelivered {
  /** `ignored`: understood, and no record. `mismatch`: of another account. `unrecognised`: not understood. */
  readonly outcome: 'ignored' | 'mismatch' | 'unrecognised';
  /** A code to group by, never a value. */
  readonly reason: string;
  readonly externalId: string | null;
  readonly warnings: readonly string[];
}

export type DeliveredRecord = RecordDelivered | NothingDelivered;

/** A vendor that sends. Pure: bytes in, records out. Settings and secrets are as they were stored. */
export interface WebhookConnector {
  /** The funnel of deals that are new or change under these settings; the stages are the same under all settings. */
  funnel(settings: unknown, accountName: string | null): Funnel;
  /** Name of a deal that nobody named. */
  fallbackName(externalId: string): string;
  /** Whether a record with this `online` is somebody who asked for a visit. */
  becomesLead(settings: unknown, online: boolean | null): boolean;
  /**
   * Every record of a delivery, at least one. Whatever the bytes are, they have an outcome: this throws
   * only when the stored settings are not of this vendor.
   */
  unpack(delivery: Delivery, connection: WebhookConnection): Promise<DeliveredRecord[]>;
}
