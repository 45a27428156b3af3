import { effectiveChangeTime } from '../../domain/fold';
import type { Observation, ObservedFields } from '../../domain/observation';
import type { RecordState } from '../../domain/record-state';
import type { Knowledge, PullBatch } from '../connector';
import type { BatchBuilder } from './batch';
import type { ClientReader } from './client-reader';
import type { MedodsApi } from './medods-api';
import {
  appointmentFields,
  appointmentHash,
  changedAt,
  hashOf,
  type NormaliseContext,
  orderAttachment,
  orderFields,
  settingsHash,
  withoutMoney,
} from './normalise';
import type { PullPosition } from './position';
import type { Refusals } from './refusals';
import { type Appointment, appointmentSchema, type Order, orderSchema, readRow } from './schemas';

interface Candidate {
  readonly row: Appointment;
  readonly raw: unknown;
  readonly contentHash: string;
  readonly known: RecordState | undefined;
  /** What the role did not show when the appointment was read, if nothing else is new. */
  readonly lacks: { readonly order: boolean; readonly client: boolean } | null;
}

/** Turns pages of appointments into observed records, asking only for what may have changed. */
export class AppointmentReader {
  private readonly settingsHash: string;

  constructor(
    private readonly api: MedodsApi,
    private readonly context: NormaliseContext,
    private readonly knowledge: Knowledge,
    private readonly clients: ClientReader,
    private readonly refusals: Refusals,
    private readonly batch: BatchBuilder,
    private readonly now: () => Date,
  ) {
    this.settingsHash = settingsHash(context);
  }

  /**
   * Reads what belongs to these rows into the batch.
   *
   * @param position before these rows: where to resume when something long is interrupted.
   * @returns the position with what was learned of clients, and how many rows had changed.
   */
  async *read(
    rows: readonly unknown[],
    position: PullPosition,
  ): AsyncGenerator<PullBatch, { position: PullPosition; changed: number }, void> {
    const { candidates, quarantined } = await this.candidatesOf(rows);
    const clientIds = [
      ...new Set(candidates.flatMap(({ row }) => (row.clientId == null ? [] : [row.clientId]))),
    ];
    const after = yield* this.clients.resolve(clientIds, rows.length, position);
    const unread = await this.clients.unread(clientIds);
    const certain = rows.length - candidates.length - quarantined;
    this.batch.countRows({ seen: certain + quarantined, unchanged: certain, quarantined });
    for (const [index, candidate] of candidates.entries()) {
      const observed = await this.observe(candidate, unread);
      this.batch.countRows({ seen: 1, unchanged: observed ? 0 : 1 });
      if (this.batch.isDue()) yield this.batch.take(after, certain + quarantined + index + 1);
    }
    const news = candidates.filter(({ known, contentHash }) => known?.contentHash !== contentHash);
    return { position: after, changed: news.length };
  }

  /** One order of a record whose appointment did not change. */
  async readOrderAgain(externalId: string, known: RecordState): Promise<void> {
    const { attachment } = known;
    if (attachment === null) return;
    const order = await this.readOrder(attachment.id, []);
    if (order === undefined) return;
    const fields = orderFields(order, this.context.settings, this.batch.notes);
    const receivedAt = this.now();
    const read = orderAttachment(attachment.id, order, fields, attachment, receivedAt);
    if (read.hash === attachment.hash) {
      this.batch.remember(externalId, { ...known, attachment: read });
      return;
    }
    this.batch.addRecord({
      externalId,
      contentHash: hashOf([known.contentHash, read.hash]),
      record: { ...known, changedAt: receivedAt, attachment: read },
      observation: {
        changedAt: receivedAt,
        changedAtEstimated: true,
        receivedAt,
        place: receivedAt.getTime(),
        fields,
      },
    });
  }

  private async candidatesOf(
    rows: readonly unknown[],
  ): Promise<{ candidates: Candidate[]; quarantined: number }> {
    const readable: { row: Appointment; raw: unknown }[] = [];
    for (const raw of rows) {
      const row = readRow(appointmentSchema, 'appointments', raw, this.batch.notes);
      if (row === null) this.batch.notes.add('row_unreadable:appointments');
      else readable.push({ row, raw });
    }
    const known = await this.knowledge.records(readable.map(({ row }) => row.id));
    const candidates: Candidate[] = [];
    for (const { row, raw } of readable) {
      const contentHash = appointmentHash(row);
      const state = known.get(row.id);
      const same = state?.contentHash === contentHash && state.settingsHash === this.settingsHash;
      const lacks = same ? { order: this.lacksOrder(row, state), client: this.lacksClient(state) } : null;
      if (lacks !== null && !lacks.order && !lacks.client) continue;
      candidates.push({ row, raw, contentHash, known: state, lacks });
    }
    return { candidates, quarantined: rows.length - readable.length };
  }

  /** An order that could not be read when its appointment was: the role may see it now. */
  private lacksOrder(row: Appointment, known: RecordState): boolean {
    if (row.orderId == null || !this.context.settings.deals.enabled) return false;
    return known.attachment?.id !== row.orderId && !this.refusals.has('orders');
  }

  private lacksClient(known: RecordState): boolean {
    return known.contactUnread && !this.refusals.has('clients');
  }

  /** @returns whether there was something to observe. */
  private async observe(
    { row, raw, contentHash, known, lacks }: Candidate,
    unreadClients: ReadonlySet<string>,
  ): Promise<boolean> {
    const money = await this.moneyOf(row, contentHash, known);
    const contactUnread = row.clientId != null && unreadClients.has(row.clientId);
    const gotOrder = lacks?.order === true && money.attachment !== known?.attachment;
    const gotClient = lacks?.client === true && !contactUnread;
    if (lacks !== null && !gotOrder && !gotClient) return false;
    const fields = { ...appointmentFields(row, this.context, this.batch.notes), ...money.fields };
    if (row.appointmentSourceId == null && this.context.settings.leads.enabled) {
      this.batch.notes.add('online_source_absent');
    }
    const receivedAt = this.now();
    const change = this.changeTime(row, known, receivedAt);
    this.batch.keepRaw('appointments', { externalId: row.id, people: peopleOf(row.clientId), row: raw });
    this.batch.addRecord({
      externalId: row.id,
      contentHash: hashOf([contentHash, this.settingsHash, money.attachment?.hash]),
      record: {
        contentHash,
        settingsHash: this.settingsHash,
        changedAt: effectiveChangeTime({ ...change, receivedAt }),
        visitDate: row.date ?? null,
        attachment: money.attachment,
        contactUnread,
        missingOn: [],
      },
      observation: { ...change, receivedAt, place: receivedAt.getTime(), fields },
    });
    return true;
  }

  /**
   * What is read later is newer, so a vendor's time that lies before what was observed already is not
   * taken: an order may have been read again, or the record found missing, after that time.
   */
  private changeTime(
    row: Appointment,
    known: RecordState | undefined,
    receivedAt: Date,
  ): Pick<Observation, 'changedAt' | 'changedAtEstimated'> {
    const stated = changedAt(row, this.context.timeZone);
    if (stated !== null && effectiveChangeTime({ changedAt: stated, receivedAt }) !== stated) {
      this.batch.notes.add('change_time_ahead');
    }
    if (stated === null || (known !== undefined && stated < known.changedAt)) {
      return { changedAt: receivedAt, changedAtEstimated: true };
    }
    return { changedAt: stated, changedAtEstimated: false };
  }

  /** Orders can only be read one by one, so one is read only if it may have changed. */
  private async moneyOf(
    row: Appointment,
    contentHash: string,
    known: RecordState | undefined,
  ): Promise<{ fields: ObservedFields; attachment: RecordState['attachment'] }> {
    const { settings } = this.context;
    const before = known?.attachment ?? null;
    if (row.orderId == null) return { fields: settings.deals.enabled ? withoutMoney : {}, attachment: null };
    const mayHaveChanged = known?.contentHash !== contentHash || before?.id !== row.orderId;
    if (!settings.deals.enabled || !mayHaveChanged) return { fields: {}, attachment: before };
    const order = await this.readOrder(row.orderId, peopleOf(row.clientId));
    if (order === undefined) return { fields: {}, attachment: before };
    const fields = orderFields(order, settings, this.batch.notes);
    return { fields, attachment: orderAttachment(row.orderId, order, fields, before, this.now()) };
  }

  /**
   * Null for an order that is gone; undefined when the role does not see orders.
   *
   * @param people whom its appointment is known to tell of.
   */
  private async readOrder(orderId: string, people: readonly string[]): Promise<Order | null | undefined> {
    const body = await this.refusals.guard('orders', () => this.api.one('orders', orderId));
    if (body === undefined || body === null) return body === null ? null : undefined;
    const order = readRow(orderSchema, 'orders', body, this.batch.notes);
    if (order === null) {
      this.batch.notes.add('row_unreadable:orders');
      return undefined;
    }
    const named = [...people, ...peopleOf(order.clientId, order.customerId)];
    // Of an order that names nobody it could not be told whether its person was erased.
    if (named.length > 0) this.batch.keepRaw('orders', { externalId: order.id, people: named, row: body });
    return order;
  }
}

function peopleOf(...ids: readonly (string | null | undefined)[]): string[] {
  return ids.flatMap((id) => id ?? []);
}
