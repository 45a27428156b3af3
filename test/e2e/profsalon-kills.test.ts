import { z } from 'zod';
import { createIdentifier } from '../../src/platform/hash';
import { type Processes, startProcesses } from '../system/processes';
import { waitFor } from '../system/wait-for';

const DELIVERIES = 1_500;
const AT_ONCE = 25;
const LIMIT_MS = 120_000;

// A killed worker is noticed half a minute later, and servers start while other tests use the machine too.
jest.setTimeout(4 * LIMIT_MS);

let system: Processes;
beforeAll(async () => {
  system = await startProcesses({ rate: 0 });
});
afterAll(() => system.stop());
beforeEach(() => system.start('mongodb', 'temporal', 'api', 'worker'));

interface Salon {
  readonly tenantId: string;
  post(id: number): Promise<number>;
  count(collection: string, filter?: Record<string, unknown>): Promise<number>;
}

async function activeSalon(): Promise<Salon> {
  const tenantId = `t-${createIdentifier()}`;
  const path = `/tenants/${tenantId}/integrations/profsalon`;
  const components = ['offline_leads_upload', 'end_to_end_analytics'];
  await system.api.call('POST', '/tenants', { id: tenantId, name: 'Салон', components });
  await system.api.call('POST', `/tenants/${tenantId}/campaigns`, { id: 'c1', name: 'Реклама' });
  const saved = await system.api.call('PUT', path, {
    settings: {
      token: 'TEST-TOKEN-0001',
      salonId: '5610',
      salonLogin: 'msc_example_salon',
      leads: { enabled: true, fallback: { kind: 'campaign', campaignId: 'c1' } },
      deals: { enabled: true },
    },
  });
  await system.api.call('POST', `${path}/activate`);
  const { webhookUrl } = z.object({ webhookUrl: z.url() }).parse(saved);
  const hook = new URL(new URL(webhookUrl).pathname, system.api.origin);
  return {
    tenantId,
    post: async (id) => {
      const record = {
        id,
        changed_at: '2026-03-10T06:00:00Z',
        client: { id, phone: String(79990000000 + id) },
      };
      const body = JSON.stringify({ event: 'create', salon_id: 5610, record });
      return (await fetch(hook, { method: 'POST', body })).status;
    },
    count: (collection, filter = {}) =>
      system.db.collection(collection).countDocuments({ tenantId, ...filter }),
  };
}

/** Sends deliveries 1 to `DELIVERIES`; gives the ids of those that were answered 200. */
async function sendAll(salon: Salon): Promise<Set<number>> {
  const accepted = new Set<number>();
  let next = 0;
  const send = async (): Promise<void> => {
    while (next < DELIVERIES) {
      next += 1;
      const id = next;
      // A door that is killed answers nothing.
      if ((await salon.post(id).catch(() => 0)) === 200) accepted.add(id);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, send));
  return accepted;
}

/** Each delivery that was answered 200 is one deal and one lead; one without an answer at most one. */
async function expectNothingLost(salon: Salon, accepted: ReadonlySet<number>): Promise<void> {
  await waitFor(
    'nothing to be pending',
    async () => (await salon.count('inbox', { pending: true })) === 0,
    2 * LIMIT_MS,
  );
  for (const collection of ['deals', 'leads']) {
    const { tenantId } = salon;
    const stored = await system.db
      .collection(collection)
      .find({ tenantId })
      .project({ externalId: 1 })
      .toArray();
    const ids = new Set(stored.map(({ externalId }) => Number(externalId)));
    expect(ids.size).toBe(stored.length);
    expect([...accepted].filter((id) => !ids.has(id))).toEqual([]);
  }
  expect(await salon.count('observations')).toBe(await salon.count('deals'));
  expect(await salon.count('inbox', { 'results.outcome': { $nin: ['applied'] } })).toBe(0);
}

test.each(['worker', 'mongodb'] as const)(
  'a %s killed in the middle of a backlog costs no delivery and doubles none',
  async (name) => {
    const salon = await activeSalon();
    await system.kill('worker');
    const accepted = await sendAll(salon);
    expect(accepted.size).toBe(DELIVERIES);
    expect(await salon.count('inbox', { pending: true })).toBe(DELIVERIES);

    await system.start('worker');
    await waitFor(
      'some to be dealt with and others to wait',
      async () => {
        const pending = await salon.count('inbox', { pending: true });
        return pending > DELIVERIES / 4 && pending < DELIVERIES;
      },
      LIMIT_MS,
    );
    await system.kill(name);
    // Nothing goes on without its worker; without MongoDB nobody can count.
    if (name === 'worker') expect(await salon.count('inbox', { pending: true })).toBeGreaterThan(0);
    await system.start(name);
    await expectNothingLost(salon, accepted);
  },
);

test('an API killed while deliveries come in has lost none that it said it has', async () => {
  const salon = await activeSalon();
  const sending = sendAll(salon);
  await waitFor('some to be stored', async () => (await salon.count('inbox')) > 100);
  await system.kill('api');
  const accepted = await sending;
  expect(accepted.size).toBeGreaterThan(0);
  expect(accepted.size).toBeLessThan(DELIVERIES);
  await system.start('api');
  // Who should have signalled the last ones may be dead: the next delivery's signal finds them, or the sweep does.
  expect(await salon.post(DELIVERIES + 1)).toBe(200);
  accepted.add(DELIVERIES + 1);
  await expectNothingLost(salon, accepted);
});
