import type { EndedRunState, IntegrationKey } from '../domain/names';
import type { RunCounts, RunDocument, RunError } from '../storage/runs';
import type { Storage } from '../storage/storage';
import type { PullBatch } from '../vendors/connector';

/** People watch a run's progress; once a second is often enough. */
const SAVE_EVERY_MS = 1000;

/** Counts what a run does and shows it as it goes. A count may be low after a crash; rows are not. */
export class RunProgress {
  private seen: Record<keyof RunCounts, number>;
  private readonly notes: Map<string, number>;
  private progress: RunDocument['progress'];
  private savedAt = 0;
  /** When the run began: not when this part of it did, and never when it ended. */
  readonly startedAt: Date;

  constructor(
    private readonly storage: Storage,
    private readonly key: IntegrationKey,
    readonly document: RunDocument,
    private readonly now: () => Date,
  ) {
    this.startedAt = document.startedAt ?? now();
    this.seen = { ...document.counts };
    this.notes = new Map(document.notes.map(({ code, count }) => [code, count]));
    this.progress = document.progress;
  }

  get counts(): RunCounts {
    return this.seen;
  }

  async add(batch: PullBatch, written: { new: number; changed: number }): Promise<void> {
    this.seen = {
      seen: this.seen.seen + batch.seen,
      new: this.seen.new + written.new,
      changed: this.seen.changed + written.changed,
      unchanged: this.seen.unchanged + batch.unchanged,
      quarantined: this.seen.quarantined + batch.quarantined,
      requests: this.seen.requests + batch.requests,
    };
    for (const [code, count] of batch.notes) this.notes.set(code, (this.notes.get(code) ?? 0) + count);
    this.progress = batch.progress;
    if (this.now().getTime() - this.savedAt >= SAVE_EVERY_MS) await this.save();
  }

  async save(): Promise<void> {
    this.savedAt = this.now().getTime();
    await this.storage.runs.update(this.key.tenantId, this.document._id, this.shown());
  }

  /** @returns whether this ended the run, which happens once. */
  async end(state: EndedRunState, error: RunError | null): Promise<boolean> {
    const end = { ...this.shown(), state, error, endedAt: this.now() };
    return this.storage.runs.end(this.key.tenantId, this.document._id, end);
  }

  private shown(): Pick<RunDocument, 'counts' | 'notes' | 'progress'> {
    const notes = [...this.notes].map(([code, count]) => ({ code, count }));
    return { counts: this.seen, notes, progress: this.progress };
  }
}
