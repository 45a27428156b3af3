import type { Cleanup } from '../stand/cleanup';
import { runLoadProcess } from '../stand/load-process';
import { usageOf } from '../stand/process-usage';
import type { Stand, StandDatabase } from '../stand/stand';
import type { Receiver } from './receiver';

/** More than can be sent in the time. */
const EVENTS = 2_000_000;
const FIRST_RECORD_ID = 100_000_000_000;
const WARM_UP_SECONDS = 2;

export interface Ingest {
  readonly acceptedPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Of the receiver's process, in all its threads; 1 is a whole core. */
  readonly cpu: number;
}

/**
 * Sends deliveries of 1.3 KB with ids of their own as fast as they are answered, after a warm-up.
 *
 * @throws Error when one was refused, or one that was answered 200 is not in the inbox.
 */
export async function measureIngest(
  cleanup: Cleanup,
  { built }: Stand,
  { db }: StandDatabase,
  { child, webhookUrl, salonId, salonLogin }: Receiver,
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<Ingest> {
  const options = {
    hooks: [{ url: webhookUrl, salonId, salonLogin }],
    events: EVENTS,
    connections,
    deliveryIds: true,
  };
  const warmUp = await runLoadProcess(cleanup, built, {
    ...options,
    firstRecordId: FIRST_RECORD_ID,
    seconds: WARM_UP_SECONDS,
  });
  const before = usageOf(child.pid);
  const result = await runLoadProcess(cleanup, built, {
    ...options,
    firstRecordId: FIRST_RECORD_ID + EVENTS,
    seconds,
  });
  const { cpuMilliseconds } = usageOf(child.pid);
  const { acknowledged, sent, latency } = result;
  if (acknowledged < sent) throw new Error(`${sent - acknowledged} of ${sent} deliveries were refused`);
  const rows = await db.collection('inbox').countDocuments();
  const wanted = warmUp.acknowledged + acknowledged;
  if (rows !== wanted) throw new Error(`${rows} deliveries are kept of ${wanted} answered 200`);
  return {
    acceptedPerSecond: acknowledged / result.seconds,
    p50: latency.p50 ?? Number.NaN,
    p99: latency.p99 ?? Number.NaN,
    cpu: (cpuMilliseconds - before.cpuMilliseconds) / (result.seconds * 1000),
  };
}
