import type { Cleanup } from '../stand/cleanup';
import { runLoadProcess } from '../stand/load-process';
import { usageOf } from '../stand/process-usage';
import type { Stand, StandDatabase } from '../stand/stand';
import type { Receiver } from './receiver';

/** More than can be sent in the time of one run. */
const EVENTS = 2_000_000;
const FIRST_RECORD_ID = 100_000_000_000;
/** Each load is a new process, which is slow until V8 has compiled it. */
const WARM_UP_SECONDS = 1;

export interface Ingest {
  readonly acceptedPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Of the receiver's process, in all its threads; 1 is a whole core. */
  readonly cpu: number;
}

/** Sends deliveries of 1.3 KB with ids of their own to one receiver, as fast as they are answered. */
export class Sender {
  #runs = 0;
  #acknowledged = 0;

  constructor(
    private readonly cleanup: Cleanup,
    private readonly stand: Pick<Stand, 'built'>,
    private readonly database: Pick<StandDatabase, 'db'>,
    private readonly receiver: Receiver,
    private readonly connections: number,
  ) {}

  /**
   * @param seconds after a warm-up of the sending process.
   * @throws Error when one was refused.
   */
  async send(seconds: number): Promise<Ingest> {
    const { child, webhookUrl, salonId, salonLogin } = this.receiver;
    const before = usageOf(child.pid);
    const result = await runLoadProcess(this.cleanup, this.stand.built, {
      hooks: [{ url: webhookUrl, salonId, salonLogin }],
      events: EVENTS,
      firstRecordId: FIRST_RECORD_ID + this.#runs * EVENTS,
      connections: this.connections,
      deliveryIds: true,
      warmUpSeconds: WARM_UP_SECONDS,
      seconds,
    });
    const { cpuMilliseconds } = usageOf(child.pid);
    const { acknowledged, sent, latency, warmUpAcknowledged } = result;
    if (acknowledged < sent) throw new Error(`${sent - acknowledged} of ${sent} deliveries were refused`);
    this.#runs += 1;
    this.#acknowledged += warmUpAcknowledged + acknowledged;
    return {
      acceptedPerSecond: acknowledged / result.seconds,
      p50: latency.p50 ?? Number.NaN,
      p99: latency.p99 ?? Number.NaN,
      cpu: (cpuMilliseconds - before.cpuMilliseconds) / ((WARM_UP_SECONDS + result.seconds) * 1000),
    };
  }

  /** @throws Error when one that was answered 200 is not in the inbox. */
  async requireAllKept(): Promise<void> {
    const rows = await this.database.db.collection('inbox').countDocuments();
    if (rows !== this.#acknowledged) {
      throw new Error(`${rows} deliveries are kept of ${this.#acknowledged} answered 200`);
    }
  }
}
