import { z } from 'zod';
import { eventOutcomes, recordOutcomes } from '../../domain/delivery';
import type { EventGroup } from '../../storage/events';
import type { InboxDocument } from '../../storage/inbox';

/** A delivery without its body. */
export const eventSchema = z.object({
  id: z.string(),
  receivedAt: z.iso.datetime(),
  pending: z.boolean(),
  attempts: z.int(),
  bytes: z.int(),
  contentType: z.string().nullable(),
  deliveryId: z.string().nullable(),
  /** Of a replay: the delivery that it reads again, and when it was made. */
  parentId: z.string().nullable(),
  replayedAt: z.iso.datetime().nullable(),
  /** A replay of it was made, which speaks for it. */
  replayed: z.boolean(),
  test: z.boolean(),
  results: z.array(
    z.object({
      outcome: z.enum(recordOutcomes),
      reason: z.string().nullable(),
      externalId: z.string().nullable(),
      warnings: z.array(z.string()),
    }),
  ),
});

export function presentEvent(row: Omit<InboxDocument, 'body' | 'token'>): z.infer<typeof eventSchema> {
  return {
    id: row._id.toHexString(),
    receivedAt: row.receivedAt.toISOString(),
    pending: row.pending,
    attempts: row.attempts,
    bytes: row.bytes,
    contentType: row.contentType,
    deliveryId: row.deliveryId ?? null,
    parentId: row.parentId?.toHexString() ?? null,
    replayedAt: row.replayedAt?.toISOString() ?? null,
    replayed: row.replayed === true,
    test: row.test === true,
    results: row.results.map(({ outcome, reason, externalId, warnings }) => ({
      outcome,
      reason,
      externalId,
      warnings: [...warnings],
    })),
  };
}

/** Deliveries of one kind. */
export const eventGroupSchema = z.object({
  outcome: z.enum(eventOutcomes),
  reason: z.string().nullable(),
  count: z.int(),
  replayed: z.int(),
  lastReceivedAt: z.iso.datetime(),
  sampleEventId: z.string(),
});

export function presentEventGroup(group: EventGroup): z.infer<typeof eventGroupSchema> {
  const { outcome, reason, count, replayed, lastReceivedAt, sampleEventId } = group;
  return {
    outcome,
    reason,
    count,
    replayed,
    lastReceivedAt: lastReceivedAt.toISOString(),
    sampleEventId: sampleEventId.toHexString(),
  };
}
