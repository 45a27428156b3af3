import { z } from 'zod';
import { recordOutcomes } from '../../domain/delivery';
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
  parentId: z.string().nullable(),
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

export function presentEvent(row: InboxDocument): z.infer<typeof eventSchema> {
  return {
    id: row._id.toHexString(),
    receivedAt: row.receivedAt.toISOString(),
    pending: row.pending,
    attempts: row.attempts,
    bytes: row.bytes,
    contentType: row.contentType,
    deliveryId: row.deliveryId ?? null,
    parentId: row.parentId?.toHexString() ?? null,
    test: row.test === true,
    results: row.results.map(({ outcome, reason, externalId, warnings }) => ({
      outcome,
      reason,
      externalId,
      warnings: [...warnings],
    })),
  };
}
