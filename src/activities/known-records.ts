import type { IntegrationKey } from '../domain/names';
import type { RecordState } from '../domain/record-state';
import type { KnownRecord } from '../storage/deals';
import type { Storage } from '../storage/storage';
import type { Knowledge, KnownContact, PullBatch } from '../vendors/connector';
import type { LookedUpDeals } from './apply-records';

/**
 * What is stored of an integration, with the batch that is just being written laid over it: the next
 * page is read while the last one is written, and must not ask again for what that one brought.
 */
export class KnownRecords implements Knowledge {
  private pending: PullBatch | null = null;
  private lookedUp = new Map<string, KnownRecord | null>();

  constructor(
    private readonly storage: Storage,
    private readonly key: IntegrationKey,
    private readonly now: () => Date,
  ) {}

  /**
   * The batch counts as known from here until it is settled.
   *
   * @returns the deals that were looked up while it was read.
   */
  writing(batch: PullBatch): LookedUpDeals {
    this.pending = batch;
    const { lookedUp } = this;
    this.lookedUp = new Map();
    return lookedUp;
  }

  settled(): void {
    this.pending = null;
  }

  async records(externalIds: readonly string[]): Promise<ReadonlyMap<string, RecordState>> {
    // Taken before the look-up: it may settle meanwhile, and then the look-up may have come too early.
    const { pending } = this;
    const stored = await this.storage.deals.known(this.key, externalIds);
    for (const externalId of externalIds) this.lookedUp.set(externalId, stored.get(externalId) ?? null);
    const records = new Map([...stored].map(([externalId, { record }]) => [externalId, record]));
    for (const { externalId, record } of [...(pending?.records ?? []), ...(pending?.remembered ?? [])]) {
      records.set(externalId, record);
    }
    return records;
  }

  async contacts(externalIds: readonly string[]): Promise<ReadonlyMap<string, KnownContact>> {
    const { pending } = this;
    const stored = await this.storage.contacts.known(this.key, externalIds);
    const contacts = new Map<string, KnownContact>();
    for (const [externalId, { currentExternalId, surname, phones, readAt, erasedAt }] of stored) {
      const erased = erasedAt !== null;
      contacts.set(externalId, { currentExternalId, surname, phone: phones[0] ?? null, readAt, erased });
    }
    for (const { externalId, currentExternalId, surname, phones, readAt } of pending?.contacts ?? []) {
      const erased = contacts.get(externalId)?.erased ?? false;
      contacts.set(externalId, { currentExternalId, surname, phone: phones[0] ?? null, readAt, erased });
    }
    return contacts;
  }

  async dueAttachments(
    readBefore: Date,
    limit: number,
  ): Promise<readonly { externalId: string; record: RecordState }[]> {
    return this.storage.deals.dueAttachments(this.key, this.now(), readBefore, limit);
  }

  async withVisitIn(from: string, to: string): Promise<readonly string[]> {
    return this.storage.deals.withVisitIn(this.key, from, to);
  }
}
