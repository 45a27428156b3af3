import {
  ActivityFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  isCancellation,
  proxyActivities,
  setHandler,
  TimeoutFailure,
  workflowInfo,
} from '@temporalio/workflow';
import type { DrainActivities } from '../activities/drain';
import type { IntegrationActivities } from '../activities/integration';
import { errorCatalogue } from '../domain/errors';
import type { IntegrationKey, IntegrationState } from '../domain/names';
import {
  type IntegrationInput,
  type ProbeReport,
  type PullFinished,
  type SettingsChanged,
  signalNames,
} from '../domain/workflow-contract';
import { reasonOf } from './failure-reason';

const activateUpdate = defineUpdate<ProbeReport>('activate');
const deactivateUpdate = defineUpdate<void>('deactivate');
const pauseUpdate = defineUpdate<void>('pause');
const resumeUpdate = defineUpdate<void>('resume');
const checkUpdate = defineUpdate<ProbeReport>('check');
const settingsChangedSignal = defineSignal<[SettingsChanged]>(signalNames.settingsChanged);
const webhooksReceivedSignal = defineSignal(signalNames.webhooksReceived);
const pullFinishedSignal = defineSignal<[PullFinished]>(signalNames.pullFinished);
const stateQuery = defineQuery<IntegrationState>('state');

const { loadState, setState, enable, suspend, disable } = proxyActivities<IntegrationActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '10 seconds' },
});

// A person waits: one try, 30 seconds in all.
const { probe } = proxyActivities<IntegrationActivities>({
  startToCloseTimeout: '30 seconds',
  scheduleToCloseTimeout: '30 seconds',
  retry: { maximumAttempts: 1 },
});

/** Drains have a queue of their own, beside this workflow's, so that a night's pulls never delay a webhook. */
function drainActivities(): Pick<DrainActivities, 'drainInbox'> {
  return proxyActivities<DrainActivities>({
    taskQueue: workflowInfo().taskQueue.replace(/entity$/, 'drain'),
    startToCloseTimeout: '2 minutes',
    heartbeatTimeout: '20 seconds',
    retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
  });
}

/**
 * One connection of a tenant to a vendor, from its activation to its deactivation. It makes the moves
 * between states and owns the Schedule; the truth about the state is in MongoDB. What it is asked to do
 * it does one after another.
 */
export async function integration(input: IntegrationInput): Promise<void> {
  const key = { tenantId: input.tenantId, integrationId: input.integrationId };
  let state: IntegrationState = input.carried?.state ?? 'inactive';
  let lastPullFinished = input.carried?.lastPullFinished ?? null;
  let deliveriesWait = input.carried?.deliveriesWait ?? false;
  let waiting = 0;
  const news: (() => Promise<void>)[] = [];
  let last: Promise<unknown> = input.carried === undefined ? load() : Promise.resolve();

  async function load(): Promise<void> {
    state = await loadState(key);
  }

  /**
   * Handlers run concurrently; moves between states must not, so each waits for the one before. (Waiting
   * for a flag would not do: one pass over the conditions lets all who wait for it through.)
   */
  async function alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    waiting += 1;
    try {
      return await turn;
    } finally {
      waiting -= 1;
    }
  }

  /** Beside the moves between states: a drain may take half a minute, and nobody should wait for it. */
  async function drain(): Promise<void> {
    deliveriesWait = false;
    const { more } = await drainActivities().drainInbox(key);
    if (more) deliveriesWait = true;
  }

  async function move(next: IntegrationState, failure: PullFinished['failure'] = null): Promise<void> {
    await setState(key, next, failure);
    state = next;
  }

  async function activate(): Promise<ProbeReport> {
    const wasActive = state === 'active';
    if (!wasActive) await move('validating');
    const report = await tryCredentials(key);
    if (report.error === null) {
      becomeActive(await enable(key, { pullNow: !wasActive }));
    } else if (!wasActive || needsPerson(report.error)) {
      await fail(report.error);
    }
    return report;
  }

  /** What a hook stored while nobody applied it is applied now. */
  function becomeActive({ sends }: { readonly sends: boolean }): void {
    state = 'active';
    if (sends) deliveriesWait = true;
  }

  async function fail(failure: NonNullable<PullFinished['failure']>): Promise<void> {
    await suspend(key);
    await move('failed', failure);
  }

  /** New settings may heal what failed and break what worked; a vendor that is away does neither. */
  async function adoptSettings(): Promise<void> {
    if (state !== 'active' && state !== 'failed') return;
    const report = await tryCredentials(key);
    if (report.error === null) {
      becomeActive(await enable(key, { pullNow: state === 'failed' }));
    } else if (needsPerson(report.error)) {
      await fail(report.error);
    }
  }

  setHandler(stateQuery, () => state);
  setHandler(activateUpdate, () => alone(activate));
  setHandler(checkUpdate, () => alone(() => tryCredentials(key)));
  setHandler(pauseUpdate, () =>
    alone(async () => {
      if (state !== 'active') return;
      await suspend(key);
      await move('paused');
    }),
  );
  setHandler(resumeUpdate, () =>
    alone(async () => {
      if (state !== 'paused') return;
      becomeActive(await enable(key, { pullNow: false }));
    }),
  );
  setHandler(deactivateUpdate, () =>
    alone(async () => {
      await disable(key);
      await move('inactive');
    }),
  );
  setHandler(settingsChangedSignal, () => {
    news.push(adoptSettings);
  });
  setHandler(webhooksReceivedSignal, () => {
    deliveriesWait = true;
  });
  setHandler(pullFinishedSignal, ({ runId, failure }) => {
    if (runId === lastPullFinished) return;
    lastPullFinished = runId;
    if (failure !== null) news.push(() => (state === 'active' ? fail(failure) : Promise.resolve()));
  });

  await last;
  for (;;) {
    const shouldContinue = () => workflowInfo().continueAsNewSuggested && news.length === 0;
    const over = () => state === 'inactive';
    const mayDrain = () => deliveriesWait && state === 'active';
    await condition(() => waiting === 0 && (news.length > 0 || over() || mayDrain() || shouldContinue()));
    const next = news.shift();
    if (next !== undefined) {
      await alone(next);
      continue;
    }
    if (mayDrain() && !shouldContinue()) {
      await drain();
      continue;
    }
    await condition(allHandlersFinished);
    if (news.length > 0) continue;
    if (over()) return;
    if (shouldContinue())
      await continueAsNew<typeof integration>({
        ...key,
        carried: { state, lastPullFinished, deliveriesWait },
      });
  }
}

/** A try that did not end is an answer too: nobody may be left in `validating`. */
async function tryCredentials(key: IntegrationKey): Promise<ProbeReport> {
  try {
    return await probe(key);
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    const code = error.cause instanceof TimeoutFailure ? 'vendor_timeout' : 'run_interrupted';
    return { entities: [], warnings: [], error: reasonOf(error) ?? { code, parameters: {} } };
  }
}

/** Whether nothing but a person's act can help. */
function needsPerson({ code }: NonNullable<ProbeReport['error']>): boolean {
  return errorCatalogue[code].who === 'customer';
}
