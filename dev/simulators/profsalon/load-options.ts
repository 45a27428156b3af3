import { z } from 'zod';
import { hookUrlSchema } from './loopback';

/** Ids have twelve digits, so that every body of a hook has the same length. */
const lowestRecordId = 100_000_000_000;

/** What the load generator is told. It is bounded in count and in time, and posts to this machine only. */
export const loadOptionsSchema = z.strictObject({
  /** Event number n goes to hook n modulo their number. */
  hooks: z
    .array(
      z.strictObject({
        url: hookUrlSchema,
        salonId: z.int().positive(),
        salonLogin: z.string().min(1),
        /** Without it the bodies carry none. */
        token: z.string().optional(),
      }),
    )
    .min(1)
    .max(10_000),
  events: z.int().min(1).max(5_000_000),
  /** Event number n is the creation of record `firstRecordId` + n. */
  firstRecordId: z.int().min(lowestRecordId).max(900_000_000_000).default(lowestRecordId),
  /** Without it as fast as the connections are answered. */
  ratePerSecond: z.number().positive().max(50_000).optional(),
  connections: z.int().min(1).max(512).default(16),
  /** Then no more events are sent, and those under way are waited for. */
  seconds: z.number().positive().max(3_600).default(60),
  /** So long it sends before that, as fast or slow, so that no process is measured while it warms up. */
  warmUpSeconds: z.number().nonnegative().max(60).default(0),
  timeoutMilliseconds: z.int().min(1).max(120_000).default(10_000),
  /** How often an event is tried again that was answered 5xx, or not at all. */
  retries: z.int().min(0).max(1_000).default(0),
  retryPauseMilliseconds: z.int().min(1).max(60_000).default(100),
  /** Whether each event has an id of its own in the header `idempotency-key`, the same in all its tries. */
  deliveryIds: z.boolean().default(false),
  /** Whether each acknowledged event is printed as a line of its own, as {@link Acknowledgement}, at once. */
  journal: z.boolean().default(false),
});
export type LoadOptions = z.infer<typeof loadOptionsSchema>;

/** An event that was answered 2xx. */
export const acknowledgementSchema = z.strictObject({
  recordId: z.int(),
  /** When the answer was read, milliseconds since 1970. */
  acknowledgedAt: z.number(),
});
export type Acknowledgement = z.infer<typeof acknowledgementSchema>;

const measured = z.number().nullable();

/** Milliseconds; null where nothing was measured. */
const latencySchema = z.strictObject({ p50: measured, p90: measured, p99: measured, max: measured });
export type Latency = z.infer<typeof latencySchema>;

export const loadResultSchema = z.strictObject({
  /** Events of the warm-up that were answered 2xx; they are in nothing else. */
  warmUpAcknowledged: z.int(),
  /** Events that were tried at least once. */
  sent: z.int(),
  /** Events that were answered 2xx in the end. */
  acknowledged: z.int(),
  /** Numbers of the events sent in vain, as ranges with both ends. */
  unacknowledged: z.array(z.tuple([z.int(), z.int()])),
  /** Tries by the status they were answered with. */
  byStatus: z.record(z.string(), z.int()),
  /** Tries without an answer. */
  failures: z.strictObject({ timeout: z.int(), connection: z.int() }),
  /** Of answered tries, from the first byte sent to the last byte read. */
  latency: latencySchema,
  /** How late tries were sent against the fixed rate; all null without one. */
  lateness: latencySchema,
  /** From the first try to the last answer. */
  seconds: z.number(),
});
export type LoadResult = z.infer<typeof loadResultSchema>;
