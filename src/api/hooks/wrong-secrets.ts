const WINDOW_MS = 60_000;
const TRIES_A_WINDOW = 30;
const ADDRESSES_KEPT = 50_000;

/** Counts wrong secrets by the address they come from, so that trying many costs the database nothing. */
export class WrongSecrets {
  private counts = new Map<string, number>();
  private windowStart = performance.now();

  /** Whether this address has tried too often for another look at the database. */
  areMany(address: string): boolean {
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
