import type { RecordState } from '../../domain/record-state';
import type { Knowledge, PullBatch } from '../connector';
import type { AppointmentReader } from './appointment-reader';
import type { BatchBuilder } from './batch';
import type { MedodsApi } from './medods-api';
import { hashOf } from './normalise';
import type { PullPosition } from './position';

const CHECKED_A_PULL = 20;
const DAY_MS = 24 * 60 * 60 * 1000;

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
    const missing = checkedOn(
      today,
      known.filter((id) => !seen.has(id)),
    );
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

/**
 * Which of the missing are asked for on this day. Those that the vendor does have, though no list shows
 * them, stay among the missing for ever: so that they do not keep the others from their turn, all take
 * turns, each for two days, for that many a deletion takes.
 */
function checkedOn(today: string, missing: readonly string[]): readonly string[] {
  const turns = Math.max(1, Math.ceil(missing.length / CHECKED_A_PULL));
  const turn = Math.floor(Date.parse(today) / (2 * DAY_MS)) % turns;
  return [...missing].sort().slice(turn * CHECKED_A_PULL, (turn + 1) * CHECKED_A_PULL);
}
