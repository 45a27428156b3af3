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
  timeoutMilliseconds: z.int().min(1).max(120_000).default(10_000),
  /** How often an event is tried again that was answered 5xx, or not at all. */
  retries: z.int().min(0).max(1_000).default(0),
  retryPauseMilliseconds: z.int().min(1).max(60_000).default(100),
});
export type LoadOptions = z.infer<typeof loadOptionsSchema>;

/** Milliseconds; null where nothing was measured. */
export interface Latency {
  p50: number | null;
  p90: number | null;
  p99: number | null;
  max: number | null;
}

export interface LoadResult {
  /** Events that were tried at least once. */
  sent: number;
  /** Events that were answered 2xx in the end. */
  acknowledged: number;
  /** Numbers of the events sent in vain, as ranges with both ends. */
  unacknowledged: [first: number, last: number][];
  /** Tries by the status they were answered with. */
  byStatus: Record<string, number>;
  /** Tries without an answer. */
  failures: { timeout: number; connection: number };
  /** Of answered tries, from the first byte sent to the last byte read. */
  latency: Latency;
  /** How late tries were sent against the fixed rate; all null without one. */
  lateness: Latency;
  /** From the first try to the last answer. */
  seconds: number;
}
