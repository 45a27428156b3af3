import { z } from 'zod';
import { type IntegrationKey, workflowIds } from '../../src/domain/names';
import { testServer } from '../platform/environment';
import { ServerWire } from '../system/mongodb-wire';
import { waitFor } from '../system/wait-for';
import { connectSalon } from './deliveries';
import { startApi, type TestApi } from './harness';

jest.setTimeout(120_000);

interface Door {
  readonly key: IntegrationKey;
  post(): Promise<number>;
}

/** The door of a salon that is active. No worker is here, so nobody drains. */
async function activeDoor(api: TestApi): Promise<Door> {
  const origin = await api.server.listen({ host: '127.0.0.1', port: 0 });
  const tenant = await api.tenant();
  const key = await connectSalon(api, tenant);
  await api.storage.integrations.setActive(key, new Date());
  const shown = await api.call('GET', tenant.path('/integrations/profsalon'), tenant.key);
  const { webhookUrl } = z.object({ webhookUrl: z.url() }).parse(shown.json());
  const { pathname } = new URL(webhookUrl);
  return {
    key,
    post: async () => (await fetch(`${origin}${pathname}`, { method: 'POST', body: '{}' })).status,
  };
}

/** How many signals the workflow of an integration has been sent; 0 while there is none. */
async function signals(api: TestApi, key: IntegrationKey): Promise<number> {
  const workflow = (await api.temporal()).workflow.getHandle(workflowIds.integration(key));
  const history = await workflow.fetchHistory().catch(() => null);
  const events = history?.events ?? [];
  return events.filter(({ workflowExecutionSignaledEventAttributes: of }) => of != null).length;
}

const pendingOf = (api: TestApi, { tenantId }: IntegrationKey) =>
  api.db.collection('inbox').countDocuments({ tenantId, pending: true });

test('of many deliveries one signal comes, and one more after a drain has looked', async () => {
  const api = await startApi();
  try {
    const { key, post } = await activeDoor(api);
    for (let round = 1; round <= 2; round += 1) {
      for (let group = 0; group < 10; group += 1) {
        const answers = await Promise.all(Array.from({ length: 30 }, post));
        expect(new Set(answers)).toEqual(new Set([200]));
      }
      expect(await pendingOf(api, key)).toBe(round * 300);
      await waitFor(`signal number ${round}`, async () => (await signals(api, key)) >= round);
      expect(await signals(api, key)).toBe(round);
      await api.storage.integrations.clearWake(key);
    }
  } finally {
    await api.close();
  }
});

test('deliveries that come while Temporal is away are told of when it is back', async () => {
  const wire = new ServerWire(new URL(`temporal://${testServer('SKVOZ_TEST_TEMPORAL_ADDRESS')}`));
  const api = await startApi({ temporalAddress: await wire.listen() });
  try {
    const { key, post } = await activeDoor(api);
    const client = await api.temporal();
    wire.cut();
    for (const _ of [1, 2, 3]) expect(await post()).toBe(200);
    await waitFor(
      '`wake` to be turned',
      async () => (await api.storage.integrations.get(key))?.wake === true,
    );
    const workflow = client.workflow.getHandle(workflowIds.integration(key));
    await expect(client.withDeadline(Date.now() + 1_000, () => workflow.describe())).rejects.toThrow();
    wire.mend();
    await waitFor('the signal', async () => (await signals(api, key)) > 0);
    expect(await pendingOf(api, key)).toBe(3);
    await workflow.terminate('the test is over');
  } finally {
    await api.close();
    wire.close();
  }
});
