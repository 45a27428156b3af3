import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { temporal } from '@temporalio/proto';
import { Worker } from '@temporalio/worker';
import { loadConfig } from '../../src/platform/config';
import { connectTemporalWorker, installTemporalRuntime } from '../../src/platform/temporal-worker';
import { testServer, validEnvironment } from './environment';
import { collectLog } from './log-lines';

describe("a worker's runtime", () => {
  test('what the SDK logs goes to our log, and signals are left to the process', async () => {
    const { log, records } = collectLog('debug');
    const listenersBefore = process.listenerCount('SIGTERM');
    installTemporalRuntime(log);
    const config = loadConfig(
      validEnvironment({ TEMPORAL_ADDRESS: testServer('SKVOZ_TEST_TEMPORAL_ADDRESS') }),
    );
    const connection = await connectTemporalWorker(config);
    const taskQueue = `platform-${randomUUID()}`;
    try {
      const worker = await Worker.create({
        connection,
        namespace: config.temporal.namespace,
        taskQueue,
        activities: { greet: async () => undefined },
      });
      await worker.runUntil(async () => {
        expect(process.listenerCount('SIGTERM')).toBe(listenersBefore);
        const polling = async () => {
          const { pollers } = await connection.workflowService.describeTaskQueue({
            namespace: config.temporal.namespace,
            taskQueue: { name: taskQueue },
            taskQueueType: temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
          });
          return pollers.length > 0;
        };
        while (!(await polling())) await pause(50);
      });
    } finally {
      await connection.close();
    }
    expect(records()).toContainEqual(
      expect.objectContaining({
        component: 'temporal',
        level: 'info',
        taskQueue,
        msg: 'Worker state changed',
      }),
    );
  });
});
