import { z } from 'zod';
import { ProfsalonControl } from '../../dev/simulators/profsalon/control-client';
import { expectedAcknowledgedRecords } from '../../dev/simulators/profsalon/expected';
import { type ProfsalonSimulator, startProfsalonSimulator } from '../../dev/simulators/profsalon/simulator';
import { createSweepActivities } from '../../src/activities/sweep';
import { connectSalon } from '../system/connected-salon';
import { type ListeningApi, listenApi } from '../system/listening-api';
import { startSystem, type TestSystem } from '../system/system';
import { untilIdle } from '../system/until-idle';
import { waitFor } from '../system/wait-for';

let system: TestSystem;
let api: ListeningApi;
let simulator: ProfsalonSimulator;
let salons: ProfsalonControl;

beforeAll(async () => {
  system = await startSystem();
  api = await listenApi(system);
  simulator = await startProfsalonSimulator();
  salons = new ProfsalonControl(simulator.origin);
});
afterAll(async () => {
  await simulator.stop();
  await api.close();
  await system.stop();
});

const integrationSchema = z.looseObject({ state: z.string(), webhookUrl: z.string() });
const leadSchema = z.looseObject({
  externalId: z.string(),
  state: z.string(),
  contact: z.object({
    name: z.string().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
  }),
});
const dealSchema = z.looseObject({
  externalId: z.string(),
  name: z.string(),
  amount: z.string().nullable(),
  stageStatus: z.string(),
  deleted: z.boolean(),
});
const eventSchema = z.looseObject({
  id: z.string(),
  pending: z.boolean(),
  results: z.array(z.looseObject({ outcome: z.string(), reason: z.string().nullable() })),
});

interface Salon {
  readonly id: number;
  readonly tenant: string;
  readonly path: string;
  readonly webhookUrl: string;
  leads(): Promise<z.infer<typeof leadSchema>[]>;
  deals(): Promise<z.infer<typeof dealSchema>[]>;
  events(): Promise<z.infer<typeof eventSchema>[]>;
  /** Waits until nothing is pending and there are so many events. */
  drained(events: number): Promise<void>;
}

/** A tenant with a salon in the simulator that posts to its hook. */
async function createSalon(activate = true): Promise<Salon> {
  const { id, tenant, path, webhookUrl } = await connectSalon(api, salons, { activate });
  const list = async <T extends z.ZodType>(of: string, schema: T): Promise<z.infer<T>[]> =>
    z.object({ items: z.array(schema) }).parse(await api.call('GET', `${of}?limit=200`)).items;
  const events = () => list(`${path}/events`, eventSchema);
  return {
    id,
    tenant,
    path,
    webhookUrl,
    leads: () => list(`/tenants/${tenant}/leads`, leadSchema),
    deals: () => list(`/tenants/${tenant}/deals`, dealSchema),
    events,
    drained: async (count) => {
      await waitFor(`${count} events of salon ${id} to be dealt with`, async () => {
        const all = await events();
        return all.length >= count && all.every(({ pending }) => !pending);
      });
    },
  };
}

test('a booking made online shows as a lead and a deal, and a later change in the same deal', async () => {
  const salon = await createSalon();
  const [booking] = await salons.book(salon.id, { set: { isOnline: true, status: 'new' } });
  if (booking === undefined) throw new Error('nothing was booked');
  await salon.drained(1);

  const [deal, ...otherDeals] = await salon.deals();
  expect(otherDeals).toEqual([]);
  expect(deal).toMatchObject({ externalId: String(booking.id), stageStatus: 'in_process', deleted: false });
  const [lead, ...otherLeads] = await salon.leads();
  expect(otherLeads).toEqual([]);
  expect(lead).toMatchObject({ externalId: String(booking.id), state: 'ready' });
  expect(lead?.contact.phone).toMatch(/^\+7999/);

  await salons.change(salon.id, booking.id, { status: 'paid', sum: 1500 });
  await salon.drained(2);
  expect(await salon.deals()).toMatchObject([
    { externalId: String(booking.id), amount: '1500.00', stageStatus: 'success' },
  ]);
  expect(await salon.leads()).toHaveLength(1);
});

test('a vendor that only sends has no next run, and to read it now is refused', async () => {
  const salon = await createSalon();
  const shown = z.looseObject({ state: z.string(), health: z.looseObject({ nextRunAt: z.null() }) });
  expect(shown.parse(await api.call('GET', salon.path)).state).toBe('active');
  await expect(api.call('POST', `${salon.path}/sync`)).rejects.toThrow('backfill_unsupported');
});

test('repeats and shuffled order leave the state that the newest changes tell, and nothing twice', async () => {
  const salon = await createSalon();
  await salons.changeSalon(salon.id, {
    delivery: { repeats: { least: 1, most: 4 }, shuffleMilliseconds: 300, retries: 20 },
  });
  await salons.tickLife(salon.id, 40);
  await salons.settle(salon.id);
  const journal = await salons.journal(salon.id);
  await salon.drained(1);
  const expected = expectedAcknowledgedRecords(journal);
  const deals = new Map((await salon.deals()).map((deal) => [deal.externalId, deal]));
  expect([...deals.keys()].sort()).toEqual([...expected.keys()].sort());
  const outcomes = (await salon.events()).flatMap(({ results }) => results.map(({ outcome }) => outcome));
  expect(new Set(outcomes)).toEqual(
    new Set(['applied', 'duplicate', 'stale'].filter((one) => outcomes.includes(one))),
  );
  expect(outcomes).toContain('duplicate');
});

test('what cannot be read is answered 200, kept and shown with a reason', async () => {
  const salon = await createSalon();
  const post = (body: string, type: string) =>
    fetch(salon.webhookUrl, { method: 'POST', body, headers: { 'content-type': type } });
  expect((await post('{"hello":"world","items":[1,2]}', 'application/json')).status).toBe(200);
  expect((await post('', 'application/json')).status).toBe(200);
  expect((await post('[NaN]', 'application/json')).status).toBe(200);
  await salon.drained(3);
  const reasons = (await salon.events()).map(({ results }) => results.map(({ outcome }) => outcome));
  expect(reasons).toEqual([['unrecognised'], ['unrecognised'], ['unrecognised']]);
  expect(await salon.deals()).toEqual([]);
});

test('events that came while the integration was off are applied when it is switched on', async () => {
  const salon = await createSalon(false);
  await salons.book(salon.id, { count: 3 });
  await salons.settle(salon.id);
  expect((await salon.events()).filter(({ pending }) => pending)).toHaveLength(3);
  expect(await salon.deals()).toEqual([]);

  await api.call('POST', `${salon.path}/activate`);
  await salon.drained(3);
  expect(await salon.deals()).toHaveLength(3);
});

test('an event that nobody signalled is found by the sweep', async () => {
  const salon = await createSalon();
  await salons.book(salon.id);
  await salon.drained(1);
  // As if a process had been killed between turning `wake` true and sending the signal.
  const key = { tenantId: salon.tenant, integrationId: 'profsalon' };
  await untilIdle(system.temporal, key);
  expect(await system.storage.integrations.flipWake(key)).toBe(true);
  await salons.book(salon.id);
  await salons.settle(salon.id);
  expect((await salon.events()).filter(({ pending }) => pending)).toHaveLength(1);

  const later = () => new Date(Date.now() + 2 * 60_000);
  await createSweepActivities({ ...system.dependencies, now: later }).wakeWaiting();
  await salon.drained(2);
});

test('a wrong address, a wrong secret and a body that is too large are told apart, and a rotated secret serves on', async () => {
  const salon = await createSalon();
  const send = async (url: string, init: RequestInit = {}) =>
    (await fetch(url, { method: 'POST', ...init })).status;
  expect(await send(`${salon.webhookUrl}x`)).toBe(404);
  expect(await send(`${api.origin}/hooks/profsalon/nosuchhook/secret`)).toBe(404);
  expect(await send(salon.webhookUrl, { method: 'GET' })).toBe(200);
  expect(await send(salon.webhookUrl, { method: 'PUT', body: '{}' })).toBe(405);
  expect(await send(salon.webhookUrl, { body: 'x'.repeat(1024 * 1024 + 1) })).toBe(413);
  expect(await send(salon.webhookUrl, { body: 'x'.repeat(1024 * 1024) })).toBe(200);

  const rotated = integrationSchema.parse(await api.call('POST', `${salon.path}/hook/rotate`));
  expect(rotated.webhookUrl).not.toBe(salon.webhookUrl);
  expect(await send(rotated.webhookUrl, { body: '{}' })).toBe(200);
  expect(await send(salon.webhookUrl, { body: '{}' })).toBe(200);
});

test('a delivery with the same id in its header is kept once, equal bytes without one are two', async () => {
  const salon = await createSalon();
  const body = '{"hello":"again"}';
  const post = (headers: Record<string, string>) =>
    fetch(salon.webhookUrl, { method: 'POST', body, headers });
  for (const _ of [1, 2, 3]) expect((await post({ 'idempotency-key': 'd-1' })).status).toBe(200);
  for (const _ of [1, 2]) expect((await post({})).status).toBe(200);
  await salon.drained(3);
  expect(await salon.events()).toHaveLength(3);
});
