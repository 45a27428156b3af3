import { temporal as proto } from '@temporalio/proto';
import type { Child } from '../../dev/processes/child';
import { type IntegrationKey, scheduleIds, workflowIds } from '../../src/domain/names';
import type { RunDocument } from '../../src/storage/runs';
import { activate, deactivate } from '../stand/activate';
import { connectClinic, putClinic } from '../stand/clinic';
import type { Stand, StandDatabase } from '../stand/stand';
import { waitFor } from '../stand/wait';

const LIMIT_MILLISECONDS = 60_000;
const { EventType } = proto.api.enums.v1;

export type Events = readonly proto.api.history.v1.IHistoryEvent[];

/** A clinic that was loaded and where nothing happens any more. */
export class QuietClinic {
  private days = 0;

  private constructor(
    private readonly stand: Stand,
    private readonly database: StandDatabase,
    private readonly key: IntegrationKey,
    private readonly worker: Child,
  ) {}

  static async open(stand: Stand): Promise<QuietClinic> {
    const host = 'quiet.medods.ru';
    await putClinic(stand, host, { appointments: 300, daysBack: 20, daysAhead: 20 });
    const database = await stand.createDatabase();
    const key = await connectClinic(stand, database, host);
    const clinic = new QuietClinic(stand, database, key, await stand.startWorker(database));
    await activate(stand, key);
    await clinic.endedRun();
    return clinic;
  }

  /** Lets the Schedule act and gives the events that this added. */
  async liveOneDay(): Promise<{ pull: Events; integration: Events }> {
    const before = await this.integrationEvents();
    this.days += 1;
    await this.stand.temporal.schedule.getHandle(scheduleIds.pull(this.key)).trigger();
    const run = await this.endedRun();
    const { counts, workflowId } = run;
    if (counts.new + counts.changed > 0) throw new Error('the day brought something new');
    const pull = this.stand.temporal.workflow.getHandle(workflowId);
    await pull.result();
    const { events } = await pull.fetchHistory();
    const after = await this.integrationEvents();
    return { pull: events ?? [], integration: after.slice(before.length) };
  }

  async close(): Promise<void> {
    await deactivate(this.stand, this.key);
    await this.worker.stop();
    await this.database.drop();
  }

  /** The newest run, once it and those of the days before have ended. */
  private async endedRun(): Promise<RunDocument> {
    return waitFor(`the pull of day ${this.days}`, LIMIT_MILLISECONDS, async () => {
      const runs = await this.database.storage.runs.list(this.key, null, 100);
      const [newest] = runs;
      const complete = runs.length === this.days + 1 && runs.every(({ endedAt }) => endedAt !== null);
      return complete && newest !== undefined ? newest : null;
    });
  }

  /** History of the integration once it has dealt with the signal of each pull so far. */
  private async integrationEvents(): Promise<Events> {
    const handle = this.stand.temporal.workflow.getHandle(workflowIds.integration(this.key));
    return waitFor('the integration to take note', LIMIT_MILLISECONDS, async () => {
      const { events } = await handle.fetchHistory();
      const types = (events ?? []).map(({ eventType }) => eventType);
      const signals = types.filter((type) => type === EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED);
      const idle = types.at(-1) === EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED;
      return signals.length === this.days + 1 && idle ? (events ?? []) : null;
    });
  }
}
