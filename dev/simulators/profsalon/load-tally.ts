import type { Latency, LoadResult } from './load-options';
import type { Outcome } from './post';

/** Counts what became of the tries of one load. */
export class LoadTally {
  readonly #byStatus = new Map<number, number>();
  readonly #failures = { timeout: 0, connection: 0 };
  readonly #latencies: number[] = [];
  readonly #lateness: number[] = [];
  readonly #inVain: number[] = [];
  #sent = 0;
  #acknowledged = 0;

  /** A try is about to be sent, so late against the rate; null without a rate. */
  sending(attempt: number, late: number | null): void {
    if (attempt === 1) this.#sent += 1;
    if (late !== null) this.#lateness.push(late);
  }

  tried({ status, failure }: Outcome, latencyMilliseconds: number): void {
    if (failure === null) {
      this.#byStatus.set(status, (this.#byStatus.get(status) ?? 0) + 1);
      this.#latencies.push(latencyMilliseconds);
    } else {
      this.#failures[failure] += 1;
    }
  }

  /** An event is over, for good or in vain. */
  ended(event: number, isAcknowledged: boolean): void {
    if (isAcknowledged) this.#acknowledged += 1;
    else this.#inVain.push(event);
  }

  result(seconds: number): Omit<LoadResult, 'warmUpAcknowledged'> {
    return {
      sent: this.#sent,
      acknowledged: this.#acknowledged,
      unacknowledged: rangesOf(this.#inVain),
      byStatus: Object.fromEntries(this.#byStatus),
      failures: { ...this.#failures },
      latency: latencyOf(this.#latencies),
      lateness: latencyOf(this.#lateness),
      seconds,
    };
  }
}

function latencyOf(measured: readonly number[]): Latency {
  const sorted = Float64Array.from(measured).sort();
  const at = (share: number): number | null => {
    const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
    return value === undefined ? null : Math.round(value * 1000) / 1000;
  };
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
}

function rangesOf(numbers: readonly number[]): [first: number, last: number][] {
  const ranges: [number, number][] = [];
  for (const number of numbers.toSorted((one, other) => one - other)) {
    const open = ranges.at(-1);
    if (open !== undefined && open[1] === number - 1) open[1] = number;
    else ranges.push([number, number]);
  }
  return ranges;
}
