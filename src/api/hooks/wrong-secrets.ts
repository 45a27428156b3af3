const WINDOW_MS = 60_000;
const TRIES_A_WINDOW = 30;
const ADDRESSES_KEPT = 50_000;

/** Counts wrong secrets by the address they come from, so that nobody can try many. */
export class WrongSecrets {
  private counts = new Map<string, number>();
  private windowStart = 0;

  /** Whether this address has tried too often to be listened to now. */
  isBlocked(address: string): boolean {
    this.turnWindow();
    return (this.counts.get(address) ?? 0) >= TRIES_A_WINDOW;
  }

  count(address: string): void {
    this.turnWindow();
    if (this.counts.size < ADDRESSES_KEPT) this.counts.set(address, (this.counts.get(address) ?? 0) + 1);
  }

  private turnWindow(): void {
    const now = performance.now();
    if (now - this.windowStart < WINDOW_MS) return;
    this.windowStart = now;
    this.counts = new Map();
  }
}
