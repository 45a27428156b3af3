import { randomUUID } from 'node:crypto';
import { loadConfig } from '../../src/platform/config';
import { connectTemporalClient, TemporalUnavailableError, taskQueues } from '../../src/platform/temporal';
import { connectTemporalWorker } from '../../src/platform/temporal-worker';
import { testServer, validEnvironment } from './environment';

function configFor(over: Record<string, string> = {}) {
  return loadConfig(
    validEnvironment({ TEMPORAL_ADDRESS: testServer('SKVOZ_TEST_TEMPORAL_ADDRESS'), ...over }),
  );
}

describe('Temporal connection', () => {
  test('a client asks the configured namespace', async () => {
    const { client, close } = await connectTemporalClient(
      configFor({ TEMPORAL_NAMESPACE: 'absent-namespace' }),
    );
    try {
      expect(client.options.namespace).toBe('absent-namespace');
      const describeUnknown = client.workflow.getHandle(randomUUID()).describe();
      await expect(describeUnknown).rejects.toThrow(/absent-namespace/);
    } finally {
      await close();
    }
  });

  test('a client works against the server', async () => {
    const { client, close } = await connectTemporalClient(configFor());
    try {
      const handle = await client.workflow.start('nobody-polls', {
        workflowId: `platform-${randomUUID()}`,
        taskQueue: randomUUID(),
      });
      expect((await handle.describe()).status.name).toBe('RUNNING');
      await handle.terminate('end of the test');
    } finally {
      await close();
    }
  });

  test('a worker connects with the same configuration', async () => {
    const connection = await connectTemporalWorker(configFor());
    try {
      await expect(connection.workflowService.getSystemInfo({})).resolves.toHaveProperty('serverVersion');
    } finally {
      await connection.close();
    }
  });

  test('an address where nothing listens is reported with what to check', async () => {
    const config = loadConfig(validEnvironment({ TEMPORAL_ADDRESS: '127.0.0.1:1' }));
    const attempts: Promise<unknown>[] = [connectTemporalClient(config), connectTemporalWorker(config)];
    await Promise.all(
      attempts.map(async (attempt) => {
        const failure = await attempt.catch((error: unknown) => error);
        expect(failure).toBeInstanceOf(TemporalUnavailableError);
        expect(String(failure)).toContain('127.0.0.1:1 cannot be used');
      }),
    );
  });

  test('task queues are three, each with the prefix', () => {
    expect(taskQueues(loadConfig(validEnvironment()))).toEqual({
      entity: 'entity',
      drain: 'drain',
      pull: 'pull',
    });
    expect(taskQueues(loadConfig(validEnvironment({ SKVOZ_TASK_QUEUE_PREFIX: 'x-' })))).toEqual({
      entity: 'x-entity',
      drain: 'x-drain',
      pull: 'x-pull',
    });
  });
});
