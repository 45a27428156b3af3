const LONGEST_DETAIL = 40;

/** Counts what was odd, by code. Codes may carry a vendor's field name or status, never a value. */
export class Notes {
  private counts = new Map<string, number>();

  add(code: string, count = 1): void {
    this.counts.set(code, (this.counts.get(code) ?? 0) + count);
  }

  /** A code with a word of the vendor's, kept only as far as it is a harmless identifier. */
  addWith(code: string, detail: string): void {
    this.add(`${code}:${detail.replace(/[^\w.-]/g, '_').slice(0, LONGEST_DETAIL)}`);
  }

  /** Hands over what was counted and starts anew. */
  take(): ReadonlyMap<string, number> {
    const taken = this.counts;
    this.counts = new Map();
    return taken;
  }
}
