import { z } from 'zod';
import { waitFor } from '../system/wait-for';
import { connectSalon } from './deliveries';
import { startApi, type TestApi, type TestTenant } from './harness';

let api: TestApi;
let origin: string;
let tenant: TestTenant;
beforeAll(async () => {
  api = await startApi();
  origin = await api.server.listen({ host: '127.0.0.1', port: 0 });
});
beforeEach(async () => {
  tenant = await api.tenant();
  await connectSalon(api, tenant);
});
afterAll(() => api.close());

const shownSchema = z.object({ webhookUrl: z.url() });

async function address(): Promise<string> {
  const shown = await api.call('GET', tenant.path('/integrations/profsalon'), tenant.key);
  return new URL(shownSchema.parse(shown.json()).webhookUrl).pathname;
}

async function rotate(): Promise<string> {
  const path = tenant.path('/integrations/profsalon/hook/rotate');
  const answered = await api.call('POST', path, tenant.key);
  return new URL(shownSchema.parse(answered.json()).webhookUrl).pathname;
}

const post = async (path: string) => (await fetch(`${origin}${path}`, { method: 'POST', body: '{}' })).status;
const statuses = (paths: readonly string[]) => Promise.all(paths.map(post));

/** As if the grace of this one of the old secrets were over. */
async function endGrace(part: 'hook.previous.until' | 'hook.earlier.0.until'): Promise<void> {
  const integrations = api.db.collection('integrations');
  const { modifiedCount } = await integrations.updateOne(
    { tenantId: tenant.id },
    { $set: { [part]: new Date(Date.now() - 1) } },
  );
  expect(modifiedCount).toBe(1);
}

test('every address handed out within the last seven days serves, however often a new one was made', async () => {
  const addresses = [await address(), await rotate(), await rotate(), await rotate()];
  expect(new Set(addresses).size).toBe(4);
  expect(await statuses(addresses)).toEqual([200, 200, 200, 200]);
});

test('an address whose grace is over is 404 within five seconds, and the others serve on', async () => {
  const addresses = [await address(), await rotate(), await rotate()];
  const [first = '', second = '', third = ''] = addresses;
  expect(await statuses(addresses)).toEqual([200, 200, 200]);
  await endGrace('hook.earlier.0.until');
  const since = performance.now();
  await waitFor('the first address to be 404', async () => (await post(first)) === 404);
  // What is known of a hook is kept for so long; the rest is for a slow machine.
  expect(performance.now() - since).toBeLessThan(5_000 + 2_000);
  expect(await statuses([second, third])).toEqual([200, 200]);

  await endGrace('hook.previous.until');
  await waitFor('the second address to be 404', async () => (await post(second)) === 404);
  const fourth = await rotate();
  expect(await statuses([first, second, third, fourth])).toEqual([404, 404, 200, 200]);
  const stored = await api.storage.integrations.get({ tenantId: tenant.id, integrationId: 'profsalon' });
  expect(stored?.hook?.earlier).toEqual([]);
});

test('addresses made at the same moment all serve', async () => {
  const made = await Promise.all(Array.from({ length: 5 }, rotate));
  expect(new Set(made).size).toBe(5);
  expect(await statuses(made)).toEqual([200, 200, 200, 200, 200]);
});

test('a hook that was stored when only one old secret was kept goes on with it', async () => {
  const first = await address();
  const second = await rotate();
  await api.db
    .collection('integrations')
    .updateOne({ tenantId: tenant.id }, { $unset: { 'hook.earlier': '' } });
  expect(await statuses([first, second])).toEqual([200, 200]);
  const third = await rotate();
  expect(await statuses([first, second, third])).toEqual([200, 200, 200]);
});
