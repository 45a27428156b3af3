import { z } from 'zod';
import { runKinds, runStates } from '../../domain/names';
import type { RunDocument } from '../../storage/runs';
import { failureOf, failureSchema } from '../problem';

export const runSchema = z.object({
  id: z.string(),
  kind: z.enum(runKinds),
  state: z.enum(runStates),
  range: z.object({ from: z.iso.date(), to: z.iso.date() }).nullable(),
  requestedAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  waitingUntil: z.iso.datetime().nullable(),
  progress: z.object({
    done: z.int(),
    total: z.int().nullable(),
    /** 0–100, null until the vendor told how many rows there are. */
    percent: z.int().nullable(),
    estimatedEndAt: z.iso.datetime().nullable(),
  }),
  counts: z.object({
    seen: z.int(),
    new: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    quarantined: z.int(),
    requests: z.int(),
  }),
  notes: z.array(z.object({ code: z.string(), count: z.int() })),
  error: failureSchema.nullable(),
});

export function presentRun(run: RunDocument, now: Date): z.infer<typeof runSchema> {
  return {
    id: run._id,
    kind: run.kind,
    state: run.state,
    range: run.range,
    requestedAt: run.requestedAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    endedAt: run.endedAt?.toISOString() ?? null,
    waitingUntil: run.waitingUntil?.toISOString() ?? null,
    progress: presentProgress(run, now),
    counts: run.counts,
    notes: run.notes.map((note) => ({ ...note })),
    error: run.error === null ? null : failureOf(run.error.code, run.error.parameters),
  };
}

/** The rest is expected to take as long a row as what was done. */
function presentProgress(
  { progress: { done, total }, state, startedAt }: RunDocument,
  now: Date,
): z.infer<typeof runSchema>['progress'] {
  if (total === null) return { done, total, percent: null, estimatedEndAt: null };
  const share = total === 0 ? 1 : Math.min(done / total, 1);
  const percent = Math.floor(share * 100);
  if (state !== 'running' || startedAt === null || share === 0) {
    return { done, total, percent, estimatedEndAt: null };
  }
  const elapsed = now.getTime() - startedAt.getTime();
  const estimatedEndAt = new Date(now.getTime() + (elapsed * (1 - share)) / share).toISOString();
  return { done, total, percent, estimatedEndAt };
}
