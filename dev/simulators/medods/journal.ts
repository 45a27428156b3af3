import { z } from 'zod';
import { entitySchema } from './rows';

/** One request: when it came (milliseconds since 1970), what it asked, and the status it got, if any. */
const journalEntrySchema = z.object({
  at: z.number(),
  method: z.string(),
  /** With the query. The token is in a header, so it is never here. */
  path: z.string(),
  entity: entitySchema.nullable(),
  /** Null while unanswered, and for ever when the answer was withheld. */
  status: z.int().nullable(),
});
type JournalEntry = z.infer<typeof journalEntrySchema>;

export const journalSchema = z.object({
  total: z.int(),
  /** Requests of each entity; one that was never asked for is absent. */
  byEntity: z.partialRecord(entitySchema, z.int()),
  /** The most requests that were being answered at one time. */
  mostAtOnce: z.int(),
  /** The newest requests, oldest first. `total` counts also those that are no longer here. */
  requests: z.array(journalEntrySchema),
});
export type JournalReport = z.infer<typeof journalSchema>;

/** What one clinic was asked. Counts are exact; of the requests themselves the newest `limit` are kept. */
export class Journal {
  readonly #limit: number;
  #requests: JournalEntry[] = [];
  #byEntity: JournalReport['byEntity'] = {};
  #total = 0;
  #open = 0;
  #mostAtOnce = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Call `answered` on the result once the answer has a status, and `closed` when the exchange is over. */
  begin(request: { method: string; path: string; entity: JournalEntry['entity'] }): {
    answered(status: number): void;
    closed(): void;
  } {
    const entry: JournalEntry = { at: Date.now(), ...request, status: null };
    this.#requests.push(entry);
    // Cut in halves: dropping one from the front each time would move the whole list.
    if (this.#requests.length >= this.#limit * 2) this.#requests = this.#requests.slice(-this.#limit);
    if (entry.entity !== null) this.#byEntity[entry.entity] = (this.#byEntity[entry.entity] ?? 0) + 1;
    this.#total += 1;
    this.#open += 1;
    this.#mostAtOnce = Math.max(this.#mostAtOnce, this.#open);
    return {
      answered: (status) => {
        entry.status = status;
      },
      closed: () => {
        this.#open -= 1;
      },
    };
  }

  report(): JournalReport {
    return {
      total: this.#total,
      byEntity: { ...this.#byEntity },
      mostAtOnce: this.#mostAtOnce,
      requests: this.#requests.slice(-this.#limit),
    };
  }

  reset(): void {
    this.#requests = [];
    this.#byEntity = {};
    this.#total = 0;
    this.#mostAtOnce = this.#open;
  }
}
