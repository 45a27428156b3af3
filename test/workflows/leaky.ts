import { proxyActivities } from '@temporalio/workflow';

const { quote } = proxyActivities<{ quote(): Promise<void> }>({
  startToCloseTimeout: '10 seconds',
  retry: { maximumAttempts: 1 },
});

/** Does what no workflow of ours may: the activity's failure quotes a person. */
export async function leaky(): Promise<void> {
  await quote();
}
