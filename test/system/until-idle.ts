import type { Client } from '@temporalio/client';
import { type IntegrationKey, workflowIds } from '../../src/domain/names';
import { waitFor } from './wait-for';

/** Waits until an integration's workflow has drained, and does so no more. */
export async function untilIdle(temporal: Client, key: IntegrationKey): Promise<void> {
  const workflow = temporal.workflow.getHandle(workflowIds.integration(key));
  await waitFor('the last drain to be over', async () => {
    const events = (await workflow.fetchHistory()).events ?? [];
    const scheduled = events.filter(
      ({ activityTaskScheduledEventAttributes: of }) => of?.activityType?.name === 'drainInbox',
    );
    const completed = events.filter(({ activityTaskCompletedEventAttributes: of }) =>
      scheduled.some(({ eventId }) => of?.scheduledEventId?.toString() === eventId?.toString()),
    );
    return scheduled.length > 0 && scheduled.length === completed.length;
  });
}
