/** What a vendor's connector keeps of a record, to ask little the next time. */
export interface RecordState {
  /** Of the vendor's record as it was normalised; equal hashes mean nothing to do. */
  readonly contentHash: string;
  /** Of the settings that shape the normalising. */
  readonly settingsHash: string;
  /** Change time of the newest observation. */
  readonly changedAt: Date;
  /** Local date of the visit, `YYYY-MM-DD`. */
  readonly visitDate: string | null;
  /** A document that belongs to the record and is read by itself, e.g. an order. */
  readonly attachment: Attachment | null;
  /** The person was not to be seen when the record was read, so the record is not whole yet. */
  readonly contactUnread: boolean;
  /** Local dates on which the vendor said the record is not there. */
  readonly missingOn: readonly string[];
}

export interface Attachment {
  readonly id: string;
  readonly hash: string;
  readonly readAt: Date;
  /** Worth reading again until then. */
  readonly watchUntil: Date;
}
