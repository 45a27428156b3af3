import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { z } from 'zod';

// Not the SDK's own historyToJSON: it fails where npm installed protobufjs more than once, as it does here.
const { History } = temporal.api.history.v1;

const FOLDER = join(__dirname, '..', 'histories');

/** They say where and by whom it was recorded, or serve the server alone: a replay needs none of them. */
const LEFT_OUT = new Set(['identity', 'stackTrace', 'taskId', 'requestId', 'workerVersion']);
/** A sticky task queue is named after the machine of its worker. */
const stickyQueueSchema = z.object({ normalName: z.string().min(1) });

const recordedSchema = z.object({
  workflowId: z.string(),
  history: z.object({ events: z.array(z.record(z.string(), z.unknown())).min(1) }),
});

/** The history of one execution, as JSON. */
export type RecordedHistory = z.infer<typeof recordedSchema>;

/** Fetches the history of an execution and keeps it in `test/histories/<name>.json`, beside what was kept before. */
export async function recordHistory(name: string, handle: WorkflowHandle): Promise<void> {
  const fetched = History.fromObject(await handle.fetchHistory());
  const json = JSON.stringify(History.toObject(fetched, { longs: String, enums: String, bytes: String }));
  const history: unknown = JSON.parse(json, (key, value: unknown) => {
    if (LEFT_OUT.has(key)) return undefined;
    const sticky = stickyQueueSchema.safeParse(value);
    return sticky.success ? { name: sticky.data.normalName, kind: 'TASK_QUEUE_KIND_NORMAL' } : value;
  });
  const recorded = recordedSchema.parse({ workflowId: handle.workflowId, history });
  const events = recorded.history.events.map((event) => JSON.stringify(event)).join(',\n');
  const text = `{"workflowId":${JSON.stringify(recorded.workflowId)},"history":{"events":[\n${events}\n]}}\n`;
  writeFileSync(join(FOLDER, `${freeName(name)}.json`), text, { flag: 'wx' });
}

function freeName(name: string, number = 2): string {
  const taken = recordedNames();
  if (!taken.includes(name)) return name;
  const next = `${name}.${number}`;
  return taken.includes(next) ? freeName(name, number + 1) : next;
}

/** Names of all that are kept. */
export function recordedNames(): string[] {
  return readdirSync(FOLDER)
    .map((file) => file.replace(/\.json$/, ''))
    .sort();
}

/** @throws Error when there is no such file, ZodError when it is not a recorded history. */
export function readHistory(name: string): RecordedHistory {
  return recordedSchema.parse(JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')));
}

/** The form in which a worker replays it. */
export function replayable({ workflowId, history }: RecordedHistory): {
  readonly workflowId: string;
  readonly history: temporal.api.history.v1.History;
} {
  return { workflowId, history: History.fromObject(history) };
}
