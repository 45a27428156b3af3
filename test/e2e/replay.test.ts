import { z } from 'zod';
import { ProfsalonControl } from '../../dev/simulators/profsalon/control-client';
import { type ProfsalonSimulator, startProfsalonSimulator } from '../../dev/simulators/profsalon/simulator';
import { type ConnectedSalon, connectSalon } from '../system/connected-salon';
import { type ListeningApi, listenApi } from '../system/listening-api';
import { startSystem, type TestSystem } from '../system/system';
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

const eventSchema = z.looseObject({
  id: z.string(),
  pending: z.boolean(),
  parentId: z.string().nullable(),
  replayed: z.boolean(),
  test: z.boolean(),
  results: z.array(
    z.looseObject({
      outcome: z.string(),
      reason: z.string().nullable(),
      externalId: z.string().nullable(),
      warnings: z.array(z.string()),
    }),
  ),
});
type Event = z.infer<typeof eventSchema>;

const dealSchema = z.looseObject({
  id: z.string(),
  externalId: z.string(),
  amount: z.string().nullable(),
  createdAt: z.string(),
  funnelId: z.string(),
  stageId: z.string(),
  stageStatus: z.string(),
});
const replaySchema = z.object({
  count: z.number(),
  replayed: z.number(),
  more: z.boolean().optional(),
  eventId: z.string().optional(),
});

class Salon {
  private constructor(private readonly connected: ConnectedSalon) {}

  static async create(settings: Record<string, unknown> = {}, activate = true): Promise<Salon> {
    return new Salon(await connectSalon(api, salons, { settings, activate }));
  }

  get id(): number {
    return this.connected.id;
  }

  get login(): string {
    return this.connected.login;
  }

  get tenant(): string {
    return this.connected.tenant;
  }

  get path(): string {
    return this.connected.path;
  }

  get webhookUrl(): string {
    return this.connected.webhookUrl;
  }

  get key() {
    return { tenantId: this.tenant, integrationId: 'profsalon' };
  }

  act(action: string, body?: unknown): Promise<unknown> {
    return this.connected.act(action, body);
  }

  save(settings: Record<string, unknown>): Promise<unknown> {
    return this.connected.save(settings);
  }

  /** Sends a record of contract v1, and waits until it is dealt with. */
  async send(record: Record<string, unknown>, body: Record<string, unknown> = {}): Promise<Event> {
    const before = new Set((await this.events()).map(({ id }) => id));
    const response = await fetch(this.webhookUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ event: 'update', salon_login: this.login, record, ...body }),
    });
    expect(response.status).toBe(200);
    return waitFor('the delivery to be dealt with', async () =>
      (await this.events()).find(({ id, pending }) => !before.has(id) && !pending),
    );
  }

  async events(query = ''): Promise<Event[]> {
    const list = z.object({ items: z.array(eventSchema) });
    return list.parse(await api.call('GET', `${this.path}/events?limit=200${query}`)).items;
  }

  async deals(): Promise<z.infer<typeof dealSchema>[]> {
    const list = z.object({ items: z.array(dealSchema) });
    return list.parse(await api.call('GET', `/tenants/${this.tenant}/deals?limit=200`)).items;
  }

  async deal(): Promise<z.infer<typeof dealSchema>> {
    const [deal, ...others] = await this.deals();
    if (deal === undefined || others.length > 0) throw new Error('not one deal');
    return deal;
  }

  history(dealId: string): Promise<unknown> {
    return api.call('GET', `/tenants/${this.tenant}/deals/${dealId}/history`);
  }

  async replay(filter: Record<string, unknown>): Promise<z.infer<typeof replaySchema>> {
    return replaySchema.parse(await this.act('events/replay', { filter }));
  }

  async dryRun(filter: Record<string, unknown>): Promise<unknown> {
    return this.act('events/replay', { filter, dryRun: true });
  }

  /** Replays one event, and waits until the replay is dealt with. */
  async replayOne(id: string): Promise<Event> {
    const { eventId } = replaySchema.parse(await this.act(`events/${id}/replay`));
    return waitFor('the replay to be dealt with', async () =>
      (await this.events()).find((event) => event.id === eventId && !event.pending),
    );
  }

  /** A delivery that comes when a drain is over starts another one, which tries again what failed. */
  async bringNextTry(): Promise<void> {
    await waitFor('the drain to be over', async () => {
      return (await system.storage.integrations.get(this.key))?.wake === false;
    });
    await this.act('test-event');
  }

  async drained(events: number): Promise<void> {
    await waitFor(`${events} events to be dealt with`, async () => {
      const all = await this.events();
      return all.length >= events && all.every(({ pending }) => !pending);
    });
  }
}

const outcomesOf = (event: Event) => event.results.map(({ outcome }) => outcome);
const record = { id: 1, status: 'new', changed_at: '2026-03-10T09:00:00Z' };

test('deliveries refused for a wrong token are applied by a replay once the settings are right', async () => {
  const salon = await Salon.create({ token: 'TEST-TOKEN-OTHER' });
  const bookings = await salons.book(salon.id, { count: 5 });
  await salon.drained(5);
  expect((await salon.events('&outcome=mismatch&reason=token_differs')).length).toBe(5);
  expect(await salon.deals()).toEqual([]);

  await salon.save({});
  expect(await salon.dryRun({ outcome: 'mismatch' })).toEqual({ count: 5 });
  expect(await salon.events()).toHaveLength(5);
  expect(await salon.replay({ outcome: 'mismatch' })).toEqual({ count: 5, replayed: 5, more: false });
  await salon.drained(10);

  const ids = bookings.map(({ id }) => String(id)).sort();
  expect((await salon.deals()).map(({ externalId }) => externalId).sort()).toEqual(ids);
  const applied = await salon.events('&outcome=applied');
  expect(applied).toHaveLength(5);
  const parents = await salon.events('&outcome=mismatch');
  expect(new Set(applied.map(({ parentId }) => parentId))).toEqual(new Set(parents.map(({ id }) => id)));
  expect(parents.every(({ replayed }) => replayed)).toBe(true);
  // What was replayed is spoken for by its replay, and is not replayed again.
  expect(await salon.dryRun({ outcome: 'mismatch' })).toEqual({ count: 0 });
  expect(await salon.dryRun({})).toEqual({ count: 5 });
});

test('a replay of what was applied is a duplicate and changes neither the deal nor its history', async () => {
  const salon = await Salon.create();
  const first = await salon.send({ ...record, sum: 1000 });
  const second = await salon.send({ ...record, changed_at: '2026-03-10T10:00:00Z', sum: 2000 });
  const deal = await salon.deal();
  const history = await salon.history(deal.id);
  for (const { id } of [first, second, first]) {
    expect(outcomesOf(await salon.replayOne(id))).toEqual(['duplicate']);
  }
  expect(await salon.deal()).toEqual(deal);
  expect(await salon.history(deal.id)).toEqual(history);
  const detail = z
    .looseObject({ replays: z.array(z.string()), replayed: z.boolean() })
    .parse(await api.call('GET', `${salon.path}/events/${first.id}`));
  expect(detail.replays).toHaveLength(2);
  expect(detail.replayed).toBe(true);
});

test('a replay without a change time of the vendor keeps the time of the delivery it reads again', async () => {
  const salon = await Salon.create();
  const first = await salon.send({ id: 1, status: 'new', sum: 1000 });
  await salon.send({ id: 1, status: 'new', sum: 2000 });
  expect(outcomesOf(await salon.replayOne(first.id))).toEqual(['duplicate']);
  expect((await salon.deal()).amount).toBe('2000.00');
});

test('what reads otherwise by now stands right after its delivery, not after what came later', async () => {
  const salon = await Salon.create({ timeZone: 'Europe/Moscow' });
  const booked = await salon.send({ ...record, created_at: '2026-03-10 09:00:00', sum: 1000 });
  // Of the same change time: the one that arrived later counts.
  await salon.send({ ...record, sum: 2000 });
  expect(await salon.deal()).toMatchObject({ amount: '2000.00', createdAt: '2026-03-10T06:00:00.000Z' });

  await salon.save({ timeZone: 'Asia/Yekaterinburg' });
  expect(outcomesOf(await salon.replayOne(booked.id))).toEqual(['stale']);
  expect(await salon.deal()).toMatchObject({ amount: '2000.00', createdAt: '2026-03-10T04:00:00.000Z' });
  expect(outcomesOf(await salon.replayOne(booked.id))).toEqual(['duplicate']);
});

test('what cannot be read again is refused with the reason', async () => {
  const salon = await Salon.create({}, false);
  await fetch(salon.webhookUrl, { method: 'POST', body: '{"event":"create","record":{"id":1}}' });
  const [waiting] = await salon.events('&outcome=pending');
  await expect(salon.act(`events/${waiting?.id}/replay`)).rejects.toThrow('event_pending');
  expect(await salon.dryRun({})).toEqual({ count: 0 });
  await salon.act('activate');
  await salon.drained(1);
  await system.db.collection('inbox').updateOne({ ...salon.key }, { $unset: { body: '' } });
  await expect(salon.act(`events/${waiting?.id}/replay`)).rejects.toThrow('event_body_gone');
  expect(await salon.replay({})).toEqual({ count: 0, replayed: 0, more: false });
  await expect(salon.act('events/0123456789abcdef01234567/replay')).rejects.toThrow('not_found');
});

test('a delivery that failed five times is set aside, and a replay tries it again', async () => {
  const salon = await Salon.create();
  const { id } = await salon.send({ ...record, sum: 1000 });
  const inbox = system.db.collection('inbox');
  const row = await inbox.findOne({ ...salon.key });
  if (row === null) throw new Error('the row is gone');
  const { body } = row;
  // As it is when a key was lost.
  await inbox.updateOne({ _id: row._id }, { $set: { 'body.keyId': 'lost' } });
  const { eventId } = replaySchema.parse(await salon.act(`events/${id}/replay`));
  for (let tries = 1; tries < 5; tries += 1) {
    await waitFor(`try number ${tries}`, async () =>
      (await salon.events()).some((one) => one.id === eventId && one['attempts'] === tries),
    );
    await salon.bringNextTry();
  }
  await waitFor('the replay to be set aside', async () =>
    (await salon.events()).some((one) => one.id === eventId && !one.pending),
  );
  const [dead] = await salon.events('&outcome=error&reason=attempts_exhausted');
  expect(dead).toMatchObject({ id: eventId, attempts: 5 });

  await inbox.updateMany({ ...salon.key, 'body.keyId': 'lost' }, { $set: { body } });
  expect(await salon.replay({ outcome: 'error' })).toMatchObject({ count: 1, replayed: 1 });
  const revived = await waitFor('the replay of the replay', async () =>
    (await salon.events()).find(({ parentId, pending }) => parentId === eventId && !pending),
  );
  expect(outcomesOf(revived)).toEqual(['duplicate']);
});

test('a booking that the database refuses is set aside after five tries, and those beside it are applied', async () => {
  const salon = await Salon.create();
  const { tenantId } = salon.key;
  const refused = { tenantId, externalId: '2' };
  await system.db.command({ collMod: 'deals', validator: { $nor: [refused] }, validationLevel: 'strict' });
  try {
    const post = (id: number) =>
      fetch(salon.webhookUrl, {
        method: 'POST',
        body: JSON.stringify({ event: 'update', salon_login: salon.login, record: { ...record, id } }),
      });
    await Promise.all([1, 2, 3].map(post));
    for (let tries = 1; tries < 5; tries += 1) {
      await waitFor(`try number ${tries}`, async () =>
        (await salon.events()).some((one) => one.pending && one['attempts'] === tries),
      );
      expect((await salon.deals()).map(({ externalId }) => externalId).sort()).toEqual(['1', '3']);
      await salon.bringNextTry();
    }
    await waitFor('the booking to be set aside', async () =>
      (await salon.events()).every(({ pending }) => !pending),
    );
  } finally {
    await system.db.command({ collMod: 'deals', validator: {}, validationLevel: 'off' });
  }
  const dead = await salon.events('&outcome=error&reason=attempts_exhausted');
  expect(dead).toMatchObject([{ attempts: 5 }]);
  await salon.replayOne(dead[0]?.id ?? '');
  expect((await salon.deals()).map(({ externalId }) => externalId).sort()).toEqual(['1', '2', '3']);
});

test('a status code that the customer explains later moves the deals that have it, and so does a correction', async () => {
  const salon = await Salon.create();
  for (const id of [1, 2, 3]) await salon.send({ ...record, id, status: 7 });
  await salon.send({ ...record, id: 4, status: 'done' });
  const statuses = async () =>
    Object.fromEntries((await salon.deals()).map(({ externalId, stageStatus }) => [externalId, stageStatus]));
  const unknown = await salon.events('&externalId=1');
  expect(unknown[0]?.results[0]?.warnings).toContain('status_unknown:7');
  expect(await statuses()).toEqual({ 1: 'in_process', 2: 'in_process', 3: 'in_process', 4: 'in_process' });

  await salon.save({ statusMap: { 7: { stage: 'paid' } } });
  const paid = { 1: 'success', 2: 'success', 3: 'success' };
  await waitFor('the deals to be paid', async () => (await statuses())[3] === 'success');
  expect(await statuses()).toEqual({ ...paid, 4: 'in_process' });
  const deal = (await salon.deals()).find(({ externalId }) => externalId === '1');
  expect(JSON.stringify(await salon.history(deal?.id ?? ''))).toContain('.paid');

  await salon.save({ statusMap: { 7: { stage: 'failed' }, done: { stage: 'done', reading: 'success' } } });
  await waitFor('the deals to be corrected', async () => (await statuses())[4] === 'success');
  expect(await statuses()).toEqual({ 1: 'failed', 2: 'failed', 3: 'failed', 4: 'success' });

  await salon.save({});
  await waitFor('the code to be unknown again', async () => (await statuses())[4] === 'in_process');
  expect(await statuses()).toEqual({ 1: 'in_process', 2: 'in_process', 3: 'in_process', 4: 'in_process' });
});

test('after the switch of the funnel a deal that changes goes into the new one, the others stay until they are moved', async () => {
  const salon = await Salon.create();
  const sent = { ...record, changed_at: '2026-03-10T06:00:00Z' };
  const unchanged = await salon.send({ ...sent, id: 1 });
  for (const id of [2, 3, 4]) await salon.send({ ...sent, id });
  const funnels = async () =>
    Object.fromEntries((await salon.deals()).map(({ externalId, funnelId }) => [externalId, funnelId]));
  const shared = (await funnels())[1];
  await salon.save({ deals: { enabled: true, defaultFunnel: false } });
  await salon.send({ id: 2, sum: 100, changed_at: '2026-03-11T06:00:00Z' });
  await salon.send({ ...sent, id: 3 });
  await salon.send({ id: 4, sum: 100, changed_at: '2026-03-09T06:00:00Z' });
  await salon.send({ ...sent, id: 5 });
  await salon.replayOne(unchanged.id);
  const own = (await funnels())[5];
  expect(own).not.toBe(shared);
  expect(await funnels()).toEqual({ 1: shared, 2: own, 3: shared, 4: shared, 5: own });

  expect(await salon.act('funnel/move')).toEqual({ funnelId: own, deals: 3 });
  await waitFor('all deals to be moved', async () =>
    Object.values(await funnels()).every((funnelId) => funnelId === own),
  );
});

test('moving the funnel takes every deal along by its stage, and later events leave them there', async () => {
  const salon = await Salon.create();
  for (let id = 1; id <= 12; id += 1) {
    await salon.send(
      { ...record, id, status: id % 2 === 0 ? 'came' : 'paid' },
      { salon_name: 'Салон Пример' },
    );
  }
  const before = await salon.deals();
  const deals = { enabled: true, defaultFunnel: false };
  await salon.save({ deals });
  const moved = z.object({ funnelId: z.string(), deals: z.number() }).parse(await salon.act('funnel/move'));
  expect(moved.deals).toBe(12);
  await waitFor('all deals to be moved', async () =>
    (await salon.deals()).every(({ funnelId }) => funnelId === moved.funnelId),
  );
  const stageOf = ({ stageId }: { stageId: string }) => stageId.split('.')[1];
  const after = await salon.deals();
  expect(after.map(stageOf)).toEqual(before.map(stageOf));
  expect(after.every(({ stageId }) => stageId.startsWith(moved.funnelId))).toBe(true);
  const funnels = z
    .object({ items: z.array(z.looseObject({ id: z.string(), name: z.string() })) })
    .parse(await api.call('GET', `/tenants/${salon.tenant}/funnels`)).items;
  expect(funnels.find(({ id }) => id === moved.funnelId)?.name).toBe('Салон Пример');

  // A newer event, an older one that comes late, and a replay.
  const newer = await salon.send({ id: 1, status: 'came', changed_at: '2026-03-11T09:00:00Z' });
  await salon.send({ id: 2, sum: 100, changed_at: '2026-03-09T09:00:00Z' });
  await salon.replayOne(newer.id);
  await salon.send({ id: 3, status: 'came', changed_at: '2026-03-11T09:00:00Z' });
  expect((await salon.deals()).every(({ funnelId }) => funnelId === moved.funnelId)).toBe(true);
  expect(await salon.act('funnel/move')).toEqual({ funnelId: moved.funnelId, deals: 0 });
});

test('a test event goes through the door and tells what would have become of it, and nothing is made of it', async () => {
  const salon = await Salon.create();
  const { eventId } = z.object({ eventId: z.string() }).parse(await salon.act('test-event'));
  await salon.drained(1);
  const [event, ...others] = await salon.events('&test=true');
  expect(others).toEqual([]);
  expect(event).toMatchObject({ id: eventId, test: true });
  expect(event?.results).toMatchObject([{ outcome: 'applied', reason: 'test', warnings: [] }]);
  expect(await salon.events('&test=false')).toEqual([]);
  expect(await salon.deals()).toEqual([]);
  const leads = z.object({ items: z.array(z.unknown()) });
  expect(leads.parse(await api.call('GET', `/tenants/${salon.tenant}/leads`)).items).toEqual([]);
  const shown = z.looseObject({ health: z.looseObject({ lastEventAt: z.string().nullable() }) });
  expect(shown.parse(await api.call('GET', salon.path)).health.lastEventAt).toBeNull();
  // Its replay is a test too.
  expect((await salon.replayOne(eventId)).results).toMatchObject([{ outcome: 'applied', reason: 'test' }]);
  expect(await salon.deals()).toEqual([]);
  await salon.act('deactivate');
  await expect(salon.act('test-event')).rejects.toThrow('integration_not_active');
});

test('deliveries show when the vendor was heard last', async () => {
  const salon = await Salon.create();
  const event = await salon.send(record);
  const shown = z.looseObject({
    health: z.looseObject({ lastEventAt: z.string().nullable(), quiet: z.boolean() }),
  });
  const { health } = shown.parse(await api.call('GET', salon.path));
  expect(health).toMatchObject({ lastEventAt: event['receivedAt'], quiet: false });
  await salon.replayOne(event.id);
  expect(shown.parse(await api.call('GET', salon.path)).health.lastEventAt).toBe(event['receivedAt']);
});
