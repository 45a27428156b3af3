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
  /** Bytes of documents that wait or are being written; more are refused. */
  readonly largestBytes: number;
}

/**
 * Writes documents in groups: those that arrive while a write is in flight share the next one, so the
 * journal is flushed once for all of them. One alone is written at once. Each learns its own result;
 * null when it was not written because too much waited or the write failed as a whole.
 */
export class GroupCommit<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  private bytes = 0;
  private writing = false;

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
      if (!this.writing) void this.writeAll();
    });
  }

  private async writeAll(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      const group = this.waiting.splice(0, this.options.largestGroup);
      const results = await this.writeGroup(group);
      for (const [index, { bytes, settle }] of group.entries()) {
        this.bytes -= bytes;
        settle(results?.[index] ?? null);
      }
    }
    this.writing = false;
  }

  private async writeGroup(group: readonly Waiting<Item, Result>[]): Promise<readonly Result[] | null> {
    try {
      return await this.write(group.map(({ item }) => item));
    } catch (error) {
      this.onFailure(error, group.length);
      return null;
    }
  }
}
