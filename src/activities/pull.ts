import { ApplicationFailure, CancelledFailure, Context } from '@temporalio/activity';
import { type EndedRunState, endedRunStates, type IntegrationKey, type RunState } from '../domain/names';
import { type PullFinished, pullRetry } from '../domain/workflow-contract';
import type { CheckpointDocument, Lease } from '../storage/checkpoints';
import { noCounts, type RunDocument, type RunError } from '../storage/runs';
import type { PullBatch, PullPlan, RefusedEntities } from '../vendors/connector';
import { connectorOf } from '../vendors/connectors';
import type { LookedUpDeals } from './apply-records';
import { openIntegration } from './connection';
import type { ActivityDependencies } from './dependencies';
import { KnownRecords } from './known-records';
import { failureOf } from './run-failure';
import { RunProgress } from './run-progress';
import { type WriteContext, writeBatch } from './write-batch';

const DAY_MS = 24 * 60 * 60 * 1000;
const HEARTBEAT_MS = 2000;

/** Whose pull it is; ids and dates only, as it is kept in Temporal's history. */
export interface PullRun extends IntegrationKey {
  readonly runId: string;
  readonly workflowId: string;
  readonly kind: RunDocument['kind'];
  readonly range: RunDocument['range'];
}

/** `more`: call again. Else the run has ended, and this is how. */
export type PullStep =
  | { readonly more: true }
  | { readonly more: false; readonly state: EndedRunState; readonly failure: PullFinished['failure'] };

export interface PullActivities {
  /**
   * Reads the vendor for a bounded time, writing page by page with a checkpoint after each, so that the
   * next attempt goes on where this one was stopped. Ends the run when there is nothing more, and when
   * a person has to act before the vendor may be asked again.
   *
   * @throws ApplicationFailure with the catalogue's code as its type; CancelledFailure when cancelled.
   */
  pullPages(run: PullRun): Promise<PullStep>;
  /** Ends a run that failed for good or was cancelled, and gives its lease back. */
  endPull(run: PullRun, state: 'failed' | 'cancelled', error: RunError | null): Promise<void>;
}

export function createPullActivities(dependencies: ActivityDependencies): PullActivities {
  const { storage, now, limits, log, metrics } = dependencies;

  async function ensureRun(run: PullRun): Promise<RunProgress> {
    const { integration } = await openIntegration(dependencies, run);
    const document = await storage.runs.ensure({
      _id: run.runId,
      tenantId: run.tenantId,
      integrationId: run.integrationId,
      vendor: integration.vendor,
      kind: run.kind,
      state: 'queued',
      workflowId: run.workflowId,
      range: run.range,
      requestedAt: now(),
      startedAt: null,
      endedAt: null,
      progress: { done: 0, total: null },
      counts: noCounts,
      notes: [],
      error: null,
      waitingUntil: null,
      expiresAt: new Date(now().getTime() + limits.runsDays * DAY_MS),
    });
    return new RunProgress(storage, run, document, now);
  }

  async function isDeactivated(key: IntegrationKey): Promise<boolean> {
    const integration = await storage.integrations.get(key);
    return integration?.state === 'inactive' && integration.health.activatedAt !== null;
  }

  const leaseOf = (run: PullRun, forMs: number = limits.leaseMs): Lease => ({
    runId: run.runId,
    workflowId: run.workflowId,
    expiresAt: new Date(now().getTime() + forMs),
  });

  async function pullPages(run: PullRun): Promise<PullStep> {
    const progress = await ensureRun(run);
    const { state, error } = progress.document;
    // It ended, but the answer did not reach Temporal.
    if (isEnded(state)) return { more: false, state, failure: state === 'failed' ? error : null };
    if (await isDeactivated(run)) {
      // Before the pull was listed, so that nobody could cancel it.
      await endPull(run, 'cancelled', null);
      return { more: false, state: 'cancelled', failure: null };
    }
    const checkpoint = await storage.checkpoints.acquire(run, leaseOf(run), now());
    if (checkpoint === null) {
      await progress.end('skipped', null);
      return { more: false, state: 'skipped', failure: null };
    }
    await storage.runs.begin(run.tenantId, run.runId, now());
    const heartbeat = setInterval(() => Context.current().heartbeat(), HEARTBEAT_MS);
    try {
      return await readAndWrite(run, checkpoint, progress);
    } catch (error) {
      await progress.save();
      return await endOrThrow(run, progress, error);
    } finally {
      clearInterval(heartbeat);
    }
  }

  /** Reads the next batch while the last one is written; one request and one write at a time. */
  async function readAndWrite(
    run: PullRun,
    checkpoint: CheckpointDocument,
    progress: RunProgress,
  ): Promise<PullStep> {
    const { integration, settings, connection } = await openIntegration(dependencies, run);
    const connector = connectorOf(dependencies.connectors, integration.vendor);
    const known = new KnownRecords(storage, run, now);
    const context: WriteContext = {
      storage,
      keyring: dependencies.keyring,
      now,
      key: { tenantId: run.tenantId, integrationId: run.integrationId },
      vendor: integration.vendor,
      settings,
      funnel: connector.funnel,
      fallbackName: connector.fallbackName,
      becomesLead: ({ online }) => online === true,
      runId: run.runId,
      rawDays: limits.rawDays,
    };
    const resumed = checkpoint.position?.runId === run.runId ? checkpoint.position.at : null;
    if (resumed === null) await storage.funnels.upsert(context.key, connector.funnel);
    const batches = connector.pull(connection, {
      plan: planOf(run, checkpoint),
      position: resumed,
      knowledge: known,
      now,
      signal: Context.current().cancellationSignal,
    });

    const deadline = now().getTime() + limits.pullStepMs;
    let { version } = checkpoint;
    let accountFixed = integration.accountFixed;
    let refused: RefusedEntities | null = null;
    let writing: Promise<void> = Promise.resolve();
    const write = async (batch: PullBatch, lookedUp: LookedUpDeals): Promise<void> => {
      if (!accountFixed && batch.records.length > 0) {
        await storage.integrations.fixAccount(run);
        accountFixed = true;
      }
      const counts = await writeBatch(context, batch, lookedUp);
      const saved = await storage.checkpoints.save(run, version, leaseOf(run), batch.position);
      if (saved === null) throw ApplicationFailure.nonRetryable('another run took the lease', 'lease_lost');
      version = saved;
      known.settled();
      await progress.add(batch, counts);
    };
    try {
      for await (const batch of batches) {
        await writing;
        refused = batch.refused;
        writing = write(batch, known.writing(batch));
        // A failure is met at the next turn; until then it must not count as unhandled.
        writing.catch(() => undefined);
        if (!batch.last && now().getTime() >= deadline) {
          await writing;
          await progress.save();
          return { more: true };
        }
      }
    } finally {
      await writing;
    }
    return finish(run, progress, refused);
  }

  async function finish(
    run: PullRun,
    progress: RunProgress,
    refused: RefusedEntities | null,
  ): Promise<PullStep> {
    const state = refused === null ? 'succeeded' : 'partial';
    const error: RunError | null =
      refused === null ? null : { code: 'entity_refused', parameters: refused.parameters };
    await recordHealth(run, error);
    const isRead = refused === null || !refused.rowsLack;
    const highWater = isRead && tellsHealth(run) ? progress.startedAt : null;
    await storage.checkpoints.release(run, run.runId, highWater);
    await end(run, progress, state, error);
    return { more: false, state, failure: null };
  }

  /** A run that lacked something counts as failing until one lacks nothing. */
  async function recordHealth(run: PullRun, error: RunError | null): Promise<void> {
    if (!tellsHealth(run)) return;
    if (error === null) await storage.integrations.recordSuccess(run, run.runId, now());
    else await storage.integrations.recordFailure(run, run.runId, error, now());
  }

  /** Ends the run if only a person can help; throws what Temporal is to retry, wait for, or cancel. */
  async function endOrThrow(run: PullRun, progress: RunProgress, error: unknown): Promise<PullStep> {
    const { cancellationSignal, cancellationDetails } = Context.current();
    if (cancellationSignal.aborted) {
      if (cancellationDetails?.cancelRequested) throw new CancelledFailure('the pull was cancelled');
      throw ApplicationFailure.create({
        message: 'the worker is stopping',
        type: 'worker_stopping',
        nextRetryDelay: 1,
      });
    }
    const { failure, stopsIntegration, reason, retryAfterMs } = failureOf(error);
    log.warn({ ...idsOf(run), code: reason.code, err: error }, 'a pull met a failure');
    if (stopsIntegration) {
      await fail(run, progress, reason);
      return { more: false, state: 'failed', failure: reason };
    }
    const { attempt } = Context.current().info;
    if (!failure.nonRetryable && attempt < pullRetry.maximumAttempts) {
      const pauseMs = retryAfterMs ?? pauseAfter(attempt);
      const waitingUntil = new Date(now().getTime() + pauseMs);
      await storage.checkpoints.acquire(run, leaseOf(run, pauseMs + limits.leaseMs), now());
      await storage.runs.update(run.tenantId, run.runId, { state: 'waiting', waitingUntil, error: reason });
    }
    throw failure;
  }

  async function fail(run: PullRun, progress: RunProgress, reason: RunError): Promise<void> {
    await recordHealth(run, reason);
    await storage.checkpoints.release(run, run.runId, null);
    await end(run, progress, 'failed', reason);
  }

  async function end(
    run: PullRun,
    progress: RunProgress,
    state: EndedRunState,
    error: RunError | null,
  ): Promise<void> {
    if (!(await progress.end(state, error))) return;
    const { seen, requests } = progress.counts;
    metrics.countPull({ vendor: progress.document.vendor, outcome: state, rows: seen, requests });
    log.info({ ...idsOf(run), kind: run.kind, state, counts: progress.counts }, 'a pull ended');
  }

  async function endPull(run: PullRun, state: 'failed' | 'cancelled', error: RunError | null): Promise<void> {
    const progress = await ensureRun(run);
    if (state === 'failed') return fail(run, progress, error ?? { code: 'run_interrupted', parameters: {} });
    await storage.checkpoints.release(run, run.runId, null);
    await end(run, progress, state, null);
  }

  return { pullPages, endPull };
}

function isEnded(state: RunState): state is EndedRunState {
  return endedRunStates.some((ended) => ended === state);
}

/** How long Temporal waits after this attempt unless it is told otherwise. */
function pauseAfter(attempt: number): number {
  const { initialInterval, backoffCoefficient, maximumInterval } = pullRetry;
  return Math.min(initialInterval * backoffCoefficient ** (attempt - 1), maximumInterval);
}

/** A back-fill of the past says nothing of how the clinic is read from night to night. */
function tellsHealth({ kind }: PullRun): boolean {
  return kind !== 'backfill';
}

function planOf(run: PullRun, checkpoint: CheckpointDocument): PullPlan {
  if (run.range !== null) return { kind: 'range', ...run.range };
  return { kind: 'recent', highWater: checkpoint.highWater };
}

function idsOf({ tenantId, integrationId, runId }: PullRun): Record<string, string> {
  return { tenantId, integrationId, runId };
}
