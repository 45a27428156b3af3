const WINDOW_MS = 15 * 60 * 1_000;
const KEYS_KEPT = 50_000;

interface Tries {
  count: number;
  readonly endsAt: number;
}

/**
 * Limits wrong passwords: by each key, such as an address or an e-mail, so many in a quarter of an hour.
 * Counted in this process alone: with several API processes each grants as many.
 */
export class FailedSignIns {
  private readonly tries = new Map<string, Tries>();

  constructor(private readonly limit: number) {}

  /** Seconds until another try may be made, whole ones. */
  waitSeconds(key: string): number {
    const tries = this.current(key);
    if (tries === undefined || tries.count < this.limit) return 0;
    return Math.max(1, Math.ceil((tries.endsAt - performance.now()) / 1_000));
  }

  /** Counts a try before it is known how it ends, so that many at once are no way round. */
  begin(key: string): void {
    const tries = this.current(key);
    if (tries !== undefined) {
      tries.count += 1;
      return;
    }
    if (this.tries.size >= KEYS_KEPT) this.forgetOldest();
    this.tries.set(key, { count: 1, endsAt: performance.now() + WINDOW_MS });
  }

  /** The try was a success: it does not count. */
  takeBack(key: string): void {
    const tries = this.current(key);
    if (tries !== undefined && tries.count > 0) tries.count -= 1;
  }

  private current(key: string): Tries | undefined {
    const tries = this.tries.get(key);
    if (tries === undefined || performance.now() < tries.endsAt) return tries;
    this.tries.delete(key);
    return undefined;
  }

  /** A map is in order of insertion, and all windows are equally long. */
  private forgetOldest(): void {
    const [oldest] = this.tries.keys();
    if (oldest !== undefined) this.tries.delete(oldest);
  }
}
