import type {
  ObservedRecord,
  PullBatch,
  RawRow,
  RawRows,
  ReadContact,
  ReadEmployee,
  VendorOptions,
} from '../connector';
import { refusalOf } from './entities';
import type { MedodsApi } from './medods-api';
import { Notes } from './notes';
import type { PullPosition } from './position';

/** People watch a pull: at a polite rate a page takes a minute, and is handed over in parts. */
const LONGEST_SILENCE_MS = 2000;

/** Gathers what one step of a pull brings, until it is handed over. */
export class BatchBuilder {
  readonly notes = new Notes();
  private records: ObservedRecord[] = [];
  private remembered: { externalId: string; record: ObservedRecord['record'] }[] = [];
  private contacts: ReadContact[] = [];
  private employees: ReadEmployee[] = [];
  private raw = new Map<string, RawRow[]>();
  private options: VendorOptions | null = null;
  private seen = 0;
  private unchanged = 0;
  private quarantined = 0;
  private requestsBefore = 0;
  private handedOverAt = performance.now();

  constructor(private readonly api: MedodsApi) {}

  addRecord(record: ObservedRecord): void {
    this.records.push(record);
  }

  remember(externalId: string, record: ObservedRecord['record']): void {
    this.remembered.push({ externalId, record });
  }

  addContact(contact: ReadContact): void {
    this.contacts.push(contact);
  }

  addEmployee(employee: ReadEmployee): void {
    this.employees.push(employee);
  }

  keepRaw(entity: string, row: RawRow): void {
    const rows = this.raw.get(entity);
    if (rows === undefined) this.raw.set(entity, [row]);
    else rows.push(row);
  }

  setOptions(options: VendorOptions): void {
    this.options = options;
  }

  countRows(counts: { seen?: number; unchanged?: number; quarantined?: number }): void {
    this.seen += counts.seen ?? 0;
    this.unchanged += counts.unchanged ?? 0;
    this.quarantined += counts.quarantined ?? 0;
  }

  /** Whether so much time has passed that what was gathered should be handed over. */
  isDue(): boolean {
    return performance.now() - this.handedOverAt >= LONGEST_SILENCE_MS;
  }

  /**
   * Hands over what was gathered with the position to resume from, and starts anew. A part of a page
   * goes with the position before it: resumed there, its rows are found known and nothing is asked again.
   *
   * @param ahead rows of the page that are done already.
   */
  take(position: PullPosition, ahead = 0): PullBatch {
    const requests = this.api.requestsSent - this.requestsBefore;
    const raw: RawRows[] = [...this.raw].map(([entity, rows]) => ({ entity, rows }));
    const batch: PullBatch = {
      records: this.records,
      remembered: this.remembered,
      contacts: this.contacts,
      employees: this.employees,
      raw,
      options: this.options,
      seen: this.seen,
      unchanged: this.unchanged,
      quarantined: this.quarantined,
      requests,
      notes: this.notes.take(),
      refused: refusalOf(position.refused),
      progress: { done: position.done + ahead, total: position.total },
      position,
      last: position.stage === 'done',
    };
    this.requestsBefore += requests;
    this.handedOverAt = performance.now();
    this.records = [];
    this.remembered = [];
    this.contacts = [];
    this.employees = [];
    this.raw = new Map();
    this.options = null;
    this.seen = 0;
    this.unchanged = 0;
    this.quarantined = 0;
    return batch;
  }
}
