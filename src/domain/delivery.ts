/**
 * What became of a delivery at the door. Each has its answer in `api/hooks/answer`. Nothing here depends
 * on what the delivery says: it is not read before it is safe.
 */
export type IntakeOutcome =
  /** Written, journalled and replicated to the majority. */
  | 'accepted'
  /** A delivery with this id was accepted before. */
  | 'duplicate'
  /** No such hook, or not its secret. */
  | 'hook_not_found'
  /** Switched off for longer than its deliveries are kept. */
  | 'integration_inactive'
  /** More than 1 MiB, counted after inflating. */
  | 'too_large'
  /** It could not be written now; nothing of it is kept. */
  | 'busy';

/** 1 MiB, counted after inflating: what is larger is no delivery. */
export const LARGEST_DELIVERY_BYTES = 1024 * 1024;

/** Places between two deliveries, so that the records of one of them have an order of arrival too. */
export const PLACES_A_DELIVERY = 100;

/** What became of one record of a delivery. */
export const recordOutcomes = [
  'applied',
  'duplicate',
  'stale',
  'ignored',
  'mismatch',
  'unrecognised',
  'error',
] as const;
export type RecordOutcome = (typeof recordOutcomes)[number];

/** What deliveries are found by: what became of a record of theirs, or that nothing has yet. */
export const eventOutcomes = [...recordOutcomes, 'pending'] as const;
export type EventOutcome = (typeof eventOutcomes)[number];
