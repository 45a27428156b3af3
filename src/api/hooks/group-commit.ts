/** What one waits for: how its own document fared, or that nothing of it was kept. */
type Settle<Result> = (result: Result | null) => void;

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly bytes: number;
  readonly settle: Settle<Result>;
}

export interface GroupCommitOptions {
  /** Documents of one write. */
  readonly largestGroup: number;
  /** Bytes of documents of one write; more only where one document alone has more. */
  readonly groupBytes: number;
  /** Bytes of documents that wait or are being written; more are refused. */
  readonly largestBytes: number;
  /** How long a write may take, milliseconds. */
  readonly limitMs: number;
}

/**
 * Writes documents in groups: those that arrive while a write is in flight share the next one, so the
 * journal is flushed once for all of them. One alone is written as soon as what arrived with it is there too. While
 * one write is in flight a second begins when as many wait as the first has: then the database works on the one
 * while answers of the other are given and what follows them is read. Each learns its own result; null
 * when too much waited, or when the write failed or took too long and so nobody knows what became of it.
 * Those that wait for such a write are told at once: the next would keep them as long, and then fail too.
 */
export class GroupCommit<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  private bytes = 0;
  private isTurnAwaited = false;
  private readonly inFlight = new Set<readonly Waiting<Item, Result>[]>();

  constructor(
    private readonly write: (items: Item[]) => Promise<readonly Result[]>,
    private readonly onFailure: (error: unknown, items: number) => void,
    private readonly options: GroupCommitOptions,
  ) {}

  add(item: Item, bytes: number): Promise<Result | null> {
    if (this.bytes + bytes > this.options.largestBytes) return Promise.resolve(null);
    this.bytes += bytes;
    return new Promise((settle) => {
      this.waiting.push({ item, bytes, settle });
      this.writeAfterTurn();
    });
  }

  /** Requests that lie on their sockets are taken in one after the other in one turn of the event loop. */
  private writeAfterTurn(): void {
    if (this.isTurnAwaited) return;
    this.isTurnAwaited = true;
    setImmediate(() => {
      this.isTurnAwaited = false;
      this.writeNext();
    });
  }

  private writeNext(): void {
    while (this.waiting.length > 0 && this.mayBegin()) void this.writeAndSettle(this.nextGroup());
  }

  private mayBegin(): boolean {
    const [first, second] = this.inFlight;
    return first === undefined || (second === undefined && this.waiting.length >= first.length);
  }

  private nextGroup(): Waiting<Item, Result>[] {
    const { largestGroup, groupBytes } = this.options;
    let bytes = 0;
    const end = this.waiting.findIndex((one, index) => {
      bytes += one.bytes;
      return index === largestGroup || (index > 0 && bytes > groupBytes);
    });
    return this.waiting.splice(0, end === -1 ? this.waiting.length : end);
  }

  private async writeAndSettle(group: readonly Waiting<Item, Result>[]): Promise<void> {
    this.inFlight.add(group);
    const results = await this.writeGroup(group);
    this.inFlight.delete(group);
    for (const [index, { settle }] of group.entries()) settle(results?.[index] ?? null);
    if (results === null) this.refuseWaiting();
    this.writeNext();
  }

  private refuseWaiting(): void {
    for (const { bytes, settle } of this.waiting.splice(0)) {
      this.bytes -= bytes;
      settle(null);
    }
  }

  private async writeGroup(group: readonly Waiting<Item, Result>[]): Promise<readonly Result[] | null> {
    const { limitMs } = this.options;
    let limit: NodeJS.Timeout | undefined;
    const tooLong = new Promise<never>((_, reject) => {
      const fail = () => reject(new Error(`the database did not answer within ${limitMs} ms`));
      limit = setTimeout(fail, limitMs);
    });
    try {
      return await Promise.race([this.writeWhole(group), tooLong]);
    } catch (error) {
      this.onFailure(error, group.length);
      return null;
    } finally {
      clearTimeout(limit);
    }
  }

  /** What is being written takes memory until the write has ended, however long that is after its limit. */
  private async writeWhole(group: readonly Waiting<Item, Result>[]): Promise<readonly Result[]> {
    try {
      return await this.write(group.map(({ item }) => item));
    } finally {
      for (const { bytes } of group) this.bytes -= bytes;
    }
  }
}
