import type { RecordState } from '../../domain/record-state';
import type { Knowledge, PullBatch } from '../connector';
import type { AppointmentReader } from './appointment-reader';
import type { BatchBuilder } from './batch';
import type { MedodsApi } from './medods-api';
import { hashOf } from './normalise';
import type { PullPosition } from './position';

const CHECKED_A_PULL = 20;

/**
 * Looks after records that should have been in the windows just read and were not. Absence from a list
 * proves nothing: each is asked for by id, and only a 404 on two different days deletes it here.
 */
export class MissingReader {
  constructor(
    private readonly api: MedodsApi,
    private readonly knowledge: Knowledge,
    private readonly appointments: AppointmentReader,
    private readonly batch: BatchBuilder,
    private readonly now: () => Date,
  ) {}

  async *read(
    position: PullPosition,
    seen: ReadonlySet<string>,
    today: string,
  ): AsyncGenerator<PullBatch, PullPosition, void> {
    let current = position;
    const first = position.plan.windows.at(0);
    const last = position.plan.windows.at(-1);
    if (first === undefined || last === undefined) return current;
    const known = await this.knowledge.withVisitIn(first.from, last.to);
    const missing = known.filter((id) => !seen.has(id)).slice(0, CHECKED_A_PULL);
    const records = await this.knowledge.records(missing);
    for (const externalId of missing) {
      const record = records.get(externalId);
      if (record === undefined) continue;
      const row = await this.api.one('appointments', externalId);
      if (row !== null) current = (yield* this.appointments.read([row], current)).position;
      else if (record.missingOn.some((day) => day !== today)) this.deleteRecord(externalId, record);
      else this.batch.remember(externalId, { ...record, missingOn: [today] });
    }
    return current;
  }

  private deleteRecord(externalId: string, record: RecordState): void {
    const receivedAt = this.now();
    this.batch.notes.add('appointment_deleted');
    this.batch.addRecord({
      externalId,
      contentHash: hashOf([record.contentHash, 'deleted']),
      record: { ...record, contentHash: '', changedAt: receivedAt, missingOn: [] },
      observation: {
        changedAt: receivedAt,
        changedAtEstimated: true,
        receivedAt,
        place: receivedAt.getTime(),
        fields: { stageKey: 'refused', statusText: 'Удалено в Medods', deleted: true },
      },
    });
  }
}
