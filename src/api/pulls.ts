import { SkvozError } from '../domain/errors';
import { type IntegrationKey, type RunKind, workflowIds } from '../domain/names';
import { createIdentifier } from '../platform/hash';
import type { IntegrationDocument } from '../storage/integrations';
import { noCounts, type RunDocument } from '../storage/runs';
import type { ApiDependencies } from './dependencies';

/** Until the workflow takes the lease over. */
const LEASE_MS = 2 * 60 * 1_000;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** What is asked for: everything new, or the visits of these dates. */
export type PullRequest =
  | { readonly kind: Extract<RunKind, 'sync'> }
  | {
      readonly kind: Extract<RunKind, 'backfill'>;
      readonly range: { readonly from: string; readonly to: string };
    };

/**
 * Lists a run, then starts its workflow. The lease comes first, so that of two who press at once only
 * one begins.
 *
 * @returns the id of the run.
 * @throws SkvozError `integration_not_active`, `pull_running`, `temporal_unavailable`
 */
export async function startPull(
  { storage, temporal, config }: Pick<ApiDependencies, 'storage' | 'temporal' | 'config'>,
  integration: IntegrationDocument,
  request: PullRequest,
): Promise<string> {
  if (integration.state !== 'active') throw new SkvozError('integration_not_active');
  const key: IntegrationKey = { tenantId: integration.tenantId, integrationId: integration.integrationId };
  const runId = createIdentifier('run');
  const range = request.kind === 'backfill' ? request.range : null;
  const workflowId = range === null ? workflowIds.sync(key) : workflowIds.backfill(key, range);
  const now = new Date();
  const lease = { runId, workflowId, expiresAt: new Date(now.getTime() + LEASE_MS) };
  if ((await storage.checkpoints.acquire(key, lease, now)) === null) throw new SkvozError('pull_running');

  const undo = async () => {
    await storage.runs.remove(key.tenantId, runId);
    await storage.checkpoints.release(key, runId, null);
  };
  try {
    const retentionMs = config.retention.runsDays * DAY_MS;
    await storage.runs.ensure(queuedRun(integration, request, { runId, workflowId, now, retentionMs }));
    const input = { ...key, kind: request.kind, runId, ...(range === null ? {} : { range }) };
    if (!(await temporal.startPull(workflowId, input))) throw new SkvozError('pull_running');
  } catch (error) {
    await undo();
    throw error;
  }
  return runId;
}

function queuedRun(
  { tenantId, integrationId, vendor }: IntegrationDocument,
  request: PullRequest,
  made: {
    readonly runId: string;
    readonly workflowId: string;
    readonly now: Date;
    readonly retentionMs: number;
  },
): RunDocument {
  return {
    _id: made.runId,
    tenantId,
    integrationId,
    vendor,
    kind: request.kind,
    state: 'queued',
    workflowId: made.workflowId,
    range: request.kind === 'backfill' ? request.range : null,
    requestedAt: made.now,
    startedAt: null,
    endedAt: null,
    progress: { done: 0, total: null },
    counts: noCounts,
    notes: [],
    error: null,
    waitingUntil: null,
    expiresAt: new Date(made.now.getTime() + made.retentionMs),
  };
}

/**
 * Asks a run to stop. One whose workflow is not there ends here and now.
 *
 * @returns the run as it is then.
 * @throws SkvozError `not_found`, `run_not_cancellable`
 */
export async function cancelPull(
  { storage, temporal }: Pick<ApiDependencies, 'storage' | 'temporal'>,
  key: IntegrationKey,
  runId: string,
): Promise<RunDocument> {
  const run = await storage.runs.get(key.tenantId, key.integrationId, runId);
  if (run === null) throw new SkvozError('not_found');
  if (run.endedAt !== null) throw new SkvozError('run_not_cancellable');
  if (await temporal.cancel(run.workflowId)) return run;
  const end = { state: 'cancelled', endedAt: new Date(), error: null } as const;
  if (await storage.runs.end(key.tenantId, runId, end)) {
    await storage.checkpoints.release(key, runId, null);
    return { ...run, ...end };
  }
  throw new SkvozError('run_not_cancellable');
}
