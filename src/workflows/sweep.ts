import { proxyActivities } from '@temporalio/workflow';
import type { OrphanRunActivities } from '../activities/orphan-runs';
import type { SweepActivities } from '../activities/sweep';

const { sendAlerts, wakeWaiting, restoreIntegrations, endOrphanRuns } = proxyActivities<
  SweepActivities & OrphanRunActivities
>({
  startToCloseTimeout: '5 minutes',
  retry: { maximumAttempts: 3 },
});

/** `hourly` adds what is too dear for each minute. */
export interface SweepInput {
  readonly hourly: boolean;
}

/** Looks after what nobody signalled: started by a Schedule, so that what is missed is caught up. */
export async function sweep({ hourly }: SweepInput): Promise<void> {
  await wakeWaiting();
  await sendAlerts();
  if (!hourly) return;
  await restoreIntegrations();
  await endOrphanRuns();
}
