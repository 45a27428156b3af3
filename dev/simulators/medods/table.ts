import type { Row } from './rows';

export type RowTest = (row: Row) => boolean;

/** How many selections are remembered: one puller reads one list at a time. */
const rememberedSelections = 4;

/** Rows of one entity, ascending by id. A selection is remembered until a row changes, so a page costs a slice. */
export class Table {
  readonly #byId: Map<number, Row>;
  readonly #rows: Row[];
  readonly #selections = new Map<string, readonly Row[]>();
  #highestId: number;

  /** Takes over `rows`, which must ascend by id. `nextId`: where rows above them were removed before. */
  constructor(rows: Row[], nextId = 1) {
    this.#rows = rows;
    this.#byId = new Map(rows.map((row) => [row.id, row]));
    this.#highestId = Math.max(rows.at(-1)?.id ?? 0, nextId - 1);
  }

  get size(): number {
    return this.#rows.length;
  }

  /** An id that no row has or had. */
  get nextId(): number {
    return this.#highestId + 1;
  }

  get rows(): readonly Row[] {
    return this.#rows;
  }

  get(id: number): Row | undefined {
    return this.#byId.get(id);
  }

  /** The rows that pass every test. `key` names the tests: equal keys must mean equal tests. */
  select(key: string, tests: readonly RowTest[]): readonly Row[] {
    if (tests.length === 0) return this.#rows;
    const remembered = this.#selections.get(key);
    if (remembered !== undefined) return remembered;
    const selection = this.#rows.filter((row) => tests.every((test) => test(row)));
    const [oldest] = this.#selections.keys();
    if (oldest !== undefined && this.#selections.size >= rememberedSelections)
      this.#selections.delete(oldest);
    this.#selections.set(key, selection);
    return selection;
  }

  /** Adds a row or replaces the one with its id. */
  put(row: Row): void {
    const index = this.#indexOf(row.id);
    this.#rows.splice(index, this.#byId.has(row.id) ? 1 : 0, row);
    this.#byId.set(row.id, row);
    this.#highestId = Math.max(this.#highestId, row.id);
    this.#selections.clear();
  }

  remove(id: number): void {
    if (!this.#byId.delete(id)) return;
    this.#rows.splice(this.#indexOf(id), 1);
    this.#selections.clear();
  }

  /** Where the row with this id is, or would be. */
  #indexOf(id: number): number {
    let from = 0;
    let to = this.#rows.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const row = this.#rows[middle];
      if (row !== undefined && row.id < id) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
