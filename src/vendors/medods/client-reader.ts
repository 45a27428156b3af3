import type { Knowledge, KnownContact, PullBatch } from '../connector';
import type { BatchBuilder } from './batch';
import { listStart, PAGE_SIZE } from './list';
import type { MedodsApi } from './medods-api';
import { contactOf } from './normalise';
import type { PullPosition } from './position';
import type { Refusals } from './refusals';
import { type Client, clientSchema, readRow } from './schemas';

const REFRESH_AFTER_MS = 7 * 24 * 60 * 60 * 1000;
/** Fewer unknown clients than this are not worth asking how long the list is. */
const WORTH_COUNTING = 5;
/** Bounds the memory of a pull; who is forgotten is looked up once more. */
const FRESH_KEPT = 100_000;

/**
 * Reads the clients that appointments name and that are not known yet or were read long ago. The whole
 * list is read when its pages are fewer than the clients expected to be read alone; it is written page
 * by page, and who turns out not to be needed expires.
 */
export class ClientReader {
  /** Clients that need not be read in this pull: they are not looked up again with each page. */
  private readonly fresh = new Set<string>();

  constructor(
    private readonly api: MedodsApi,
    private readonly knowledge: Knowledge,
    private readonly refusals: Refusals,
    private readonly batch: BatchBuilder,
    private readonly now: () => Date,
  ) {}

  /** Goes on with a list that was being read, or does nothing. Ends with the position after it. */
  async *finishList(position: PullPosition): AsyncGenerator<PullBatch, PullPosition, void> {
    let current = position;
    if (current.clientList === null || current.clientList.ended || this.refusals.has('clients'))
      return current;
    const steps = this.api.list('clients', {}, current.clientList);
    for (;;) {
      const step = await this.refusals.guard('clients', () => steps.next());
      if (step === undefined || step.done) return current;
      for (const row of step.value.rows) {
        const client = this.read(row);
        if (client === null) continue;
        this.batch.addContact(contactOf(client, client.id, this.now(), true));
        this.keepFresh(client.id);
      }
      current = { ...current, clientList: step.value.position };
      yield this.batch.take(current);
    }
  }

  /**
   * Makes the clients of these appointments known.
   *
   * @param position before the page with the appointments: where to resume if the list is interrupted.
   */
  async *resolve(
    clientIds: readonly string[],
    pageRows: number,
    position: PullPosition,
  ): AsyncGenerator<PullBatch, PullPosition, void> {
    let current = position;
    let wanted = await this.unknown(clientIds);
    if (wanted.size === 0 || this.refusals.has('clients')) return current;

    if (current.clientList === null && wanted.size >= WORTH_COUNTING) {
      current = await this.count(current);
      if (this.listIsShorter(wanted.size, pageRows, current)) {
        current = yield* this.finishList({ ...current, clientList: listStart });
        wanted = await this.unknown(clientIds);
      }
    }
    for (const [id, known] of wanted) {
      await this.refusals.guard('clients', () => this.readAlone(id, known));
      if (this.batch.isDue()) yield this.batch.take(current);
    }
    return { ...current, clientsReadAlone: current.clientsReadAlone + wanted.size };
  }

  /** Which of these could not be read, because the role does not see clients. */
  async unread(clientIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (!this.refusals.has('clients')) return new Set();
    const known = await this.knowledge.contacts(clientIds);
    return new Set(clientIds.filter((id) => !known.has(id)));
  }

  private async unknown(clientIds: readonly string[]): Promise<Map<string, KnownContact | undefined>> {
    const asked = clientIds.filter((id) => !this.fresh.has(id));
    const unknown = new Map<string, KnownContact | undefined>();
    if (asked.length === 0) return unknown;
    const known = await this.knowledge.contacts(asked);
    const refreshBefore = this.now().getTime() - REFRESH_AFTER_MS;
    for (const id of asked) {
      const contact = known.get(id);
      const isFresh = contact !== undefined && (contact.erased || contact.readAt.getTime() >= refreshBefore);
      if (isFresh) this.keepFresh(id);
      else unknown.set(id, contact);
    }
    return unknown;
  }

  private keepFresh(id: string): void {
    if (this.fresh.size >= FRESH_KEPT) this.fresh.clear();
    this.fresh.add(id);
  }

  private async count(position: PullPosition): Promise<PullPosition> {
    if (position.clientsTotal !== null) return position;
    const page = await this.refusals.guard('clients', () => this.api.page('clients', 0, {}, 1));
    return page === undefined ? position : { ...position, clientsTotal: page.totalItems };
  }

  /** Expects the rest of the pull to hold as many unknown clients a row as this page. */
  private listIsShorter(unknown: number, pageRows: number, position: PullPosition): boolean {
    if (position.clientsTotal === null) return false;
    const remaining = Math.max(0, (position.total ?? 0) - position.done);
    const expected = Math.max(unknown, Math.round((unknown / Math.max(1, pageRows)) * remaining));
    const pages = Math.ceil(position.clientsTotal / PAGE_SIZE);
    return pages < position.clientsReadAlone + expected;
  }

  private async readAlone(id: string, known: KnownContact | undefined): Promise<void> {
    const asked = known?.currentExternalId ?? id;
    const client = this.read(await this.api.one('clients', asked)) ?? (await this.findAgain(known));
    if (client !== null) {
      this.batch.addContact(contactOf(client, id, this.now(), false));
    } else if (known === undefined) {
      this.batch.notes.add('client_missing');
      this.batch.addContact({ ...contactOf({ id }, id, this.now(), false) });
    } else {
      this.batch.notes.add('client_missing');
    }
  }

  /**
   * A client's id can disappear, probably after a merge. A phone may belong to a family, so only a
   * single match of phone and surname is the same person.
   */
  private async findAgain(known: KnownContact | undefined): Promise<Client | null> {
    if (known === undefined || known.phone === null || known.surname === null) return null;
    const page = await this.api.page('clients', 0, { phone: known.phone.slice(1), surname: known.surname });
    const matches = page.data
      .map((row) => this.read(row))
      .filter((client) => client?.surname?.trim().toLowerCase() === known.surname?.toLowerCase());
    const [only, another] = matches;
    if (only == null || another !== undefined) return null;
    this.batch.notes.add('client_relinked');
    return only;
  }

  private read(row: unknown): Client | null {
    if (row === null) return null;
    const client = readRow(clientSchema, 'clients', row, this.batch.notes);
    if (client === null) {
      this.batch.notes.add('row_unreadable:clients');
      return null;
    }
    this.batch.keepRaw('clients', { externalId: client.id, people: [client.id], row });
    return client;
  }
}
