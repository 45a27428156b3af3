import { z } from 'zod';
import { damageSchema } from './damage';
import { kinds } from './shapes/telling';
import { toldSchema } from './shapes/told';

/** Something that happened to a record. Neither the token nor the URL is here. */
const recordEventSchema = z.object({
  eventId: z.string(),
  recordId: z.int(),
  /** By which the receiver knows the record: its id, or the derived one where the body has none. */
  externalId: z.string(),
  kind: z.enum(kinds),
  /** UTC, whole seconds. No two events of a record share it. */
  changedAt: z.string(),
  /** False when the body does not say `changedAt`, so that only the order of arrival counts. */
  tellsChangeTime: z.boolean(),
  /** Milliseconds since 1970. */
  madeAt: z.number(),
  /** False when there was no URL, or the envelope has no word for it. */
  posted: z.boolean(),
  told: toldSchema,
});
export type RecordEvent = z.infer<typeof recordEventSchema>;

/** One try of one post. */
const postEntrySchema = z.object({
  /** Counts from 1; a repeat is a post of its own, a retry is not. */
  postId: z.int(),
  eventIds: z.array(z.string()),
  /** Counts from 1. */
  attempt: z.int(),
  /** Milliseconds since 1970. */
  sentAt: z.number(),
  /** Until the answer was read, or the try given up. */
  latencyMilliseconds: z.number(),
  status: z.int().nullable(),
  failure: z.enum(['timeout', 'connection']).nullable(),
  damage: damageSchema.nullable(),
});
export type PostEntry = z.infer<typeof postEntrySchema>;

export const journalSchema = z.object({
  /** In the order in which they were made. */
  events: z.array(recordEventSchema),
  /** In the order in which they ended. */
  posts: z.array(postEntrySchema),
  /** Posts that are not over yet. */
  waiting: z.int(),
  /** The most posts that were unanswered at one time. */
  mostAtOnce: z.int(),
});
export type JournalReport = z.infer<typeof journalSchema>;

/** The ids of the events that at least one undamaged post carried and that was answered 2xx. */
export function acknowledgedEventIds({ posts }: Pick<JournalReport, 'posts'>): Set<string> {
  const acknowledged = new Set<string>();
  for (const { status, damage, eventIds } of posts) {
    if (damage !== null || status === null || status < 200 || status > 299) continue;
    for (const eventId of eventIds) acknowledged.add(eventId);
  }
  return acknowledged;
}
