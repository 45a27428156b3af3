import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { FaultBody } from '../../../../dev/simulators/medods/control';
import { MedodsControl } from '../../../../dev/simulators/medods/control-client';
import type { Row } from '../../../../dev/simulators/medods/rows';
import { type MedodsSimulator, startMedodsSimulator } from '../../../../dev/simulators/medods/simulator';
import { call, credentials, listSchema, page, type Reply, read } from './vendor-call';

const { host } = credentials;
const list = (offset = 0, limit = 10): string => `/api/v2/appointments?limit=${limit}&offset=${offset}`;
const ids = ({ data }: { data: readonly { id: number }[] }): number[] => data.map(({ id }) => id);

let simulator: MedodsSimulator;
let control: MedodsControl;
let stored: Row[];
let order: Row;

// Every test starts with the same rows and no faults: faults may change rows.
beforeEach(async () => {
  await control.putClinic({ ...credentials, data: { seed: 3, appointments: 60, shareWithOrders: 0.6 } });
  stored = await control.rows(host, 'appointments');
  const [first] = await control.rows(host, 'orders');
  if (first === undefined) throw new Error('The clinic should have orders.');
  order = first;
});
beforeAll(async () => {
  simulator = await startMedodsSimulator();
  control = new MedodsControl(simulator.origin);
});
afterAll(() => simulator.stop());

const get = (path: string): Promise<Reply> => call(simulator.origin, path);
const storedIds = (from: number, to: number): number[] => stored.slice(from, to).map(({ id }) => id);
const orderPath = (): string => `/api/v2/orders/${order.id}`;

async function statuses(paths: readonly string[]): Promise<number[]> {
  const seen: number[] = [];
  for (const path of paths) seen.push((await get(path)).status);
  return seen;
}

test.each([401, 403, 404, 429, 500, 502, 503])(
  'a fault answers %i where it is told to and nowhere else',
  async (status) => {
    await control.setFaults(host, { entity: 'clients', effect: { kind: 'status', status } });
    expect(await statuses(['/api/v2/clients?limit=1&offset=0', '/api/v2/clients/2001', list()])).toEqual([
      status,
      status,
      200,
    ]);
    await control.setFaults(host);
    expect(await statuses(['/api/v2/clients/2001'])).toEqual([200]);
  },
);

test('"after 2 requests, the next 3" lets two pass, then acts on three, and reports it', async () => {
  await control.setFaults(host, {
    entity: 'appointments',
    after: 2,
    times: 3,
    effect: { kind: 'status', status: 503 },
  });
  expect(await statuses(Array.from({ length: 7 }, () => list()))).toEqual([
    200, 200, 503, 503, 503, 200, 200,
  ]);
  expect(await control.faults(host)).toMatchObject([{ matched: 7, acted: 3 }]);
});

test('a fault for a while ends by itself', async () => {
  await control.setFaults(host, { forMilliseconds: 1_000, effect: { kind: 'status', status: 500 } });
  expect(await statuses([list()])).toEqual([500]);
  const deadline = Date.now() + 10_000;
  while ((await get(list())).status !== 200) expect(Date.now()).toBeLessThan(deadline);
});

test('a fault on a path pattern makes one client, one order and one appointment disappear', async () => {
  const [client, otherClient] = await control.rows(host, 'clients');
  const paths = [`/clients/${client?.id}`, `/orders/${order.id}`, `/appointments/${stored[0]?.id}`];
  await control.setFaults(
    host,
    ...paths.map((path): FaultBody => ({ path: `${path}$`, effect: { kind: 'status', status: 404 } })),
  );
  expect(await statuses(paths.map((path) => `/api/v2${path}`))).toEqual([404, 404, 404]);
  expect(
    await statuses([`/api/v2/clients/${otherClient?.id}`, `/api/v2/appointments/${stored[1]?.id}`]),
  ).toEqual([200, 200]);
});

test('429 comes with seconds, with a date, or without Retry-After', async () => {
  await control.setFaults(
    host,
    { times: 1, effect: { kind: 'status', status: 429, retryAfter: { seconds: 7 } } },
    { after: 1, times: 1, effect: { kind: 'status', status: 429, retryAfter: { dateInSeconds: 30 } } },
    { after: 2, times: 1, effect: { kind: 'status', status: 429 } },
  );
  expect((await get(list())).headers['retry-after']).toBe('7');
  const waits = Date.parse(String((await get(list())).headers['retry-after'])) - Date.now();
  expect(waits).toBeGreaterThan(20_000);
  expect(waits).toBeLessThanOrEqual(30_000);
  const bare = await get(list());
  expect(bare.status).toBe(429);
  expect(bare.headers['retry-after']).toBeUndefined();
});

test('a request that is never answered stays in the journal without a status', async () => {
  await control.setFaults(host, { entity: 'users', effect: { kind: 'neverAnswer' } });
  const giveUp = new AbortController();
  const pending = call(simulator.origin, '/api/v2/users?limit=1&offset=0', { signal: giveUp.signal });
  const outcome = expect(pending).rejects.toThrow(/abort/i);
  while ((await control.journal(host)).byEntity.users !== 1);
  giveUp.abort();
  await outcome;
  expect((await control.journal(host)).requests.at(-1)).toMatchObject({ entity: 'users', status: null });
});

test('a slow answer is right, and late', async () => {
  await control.setFaults(host, { effect: { kind: 'slow', milliseconds: 150 } });
  const start = performance.now();
  expect(ids(await page(simulator.origin, list()))).toEqual(storedIds(0, 10));
  expect(performance.now() - start).toBeGreaterThanOrEqual(145);
});

test('a cut body breaks the connection before the promised length', async () => {
  await control.setFaults(host, { times: 1, effect: { kind: 'cutBody' } });
  await expect(get(list())).rejects.toThrow(/aborted/);
  expect(await statuses([list()])).toEqual([200]);
});

test('HTML comes with 200 or with the status asked for', async () => {
  await control.setFaults(
    host,
    { times: 1, effect: { kind: 'html' } },
    { after: 1, effect: { kind: 'html', status: 502 } },
  );
  const page200 = await get(list());
  expect(page200.status).toBe(200);
  expect(page200.headers['content-type']).toMatch(/^text\/html/);
  expect(page200.body.toString()).toMatch(/^<!DOCTYPE html>/);
  expect((await get(list())).status).toBe(502);
});

test('200 with an errors key has no data', async () => {
  await control.setFaults(host, { effect: { kind: 'errorsKey', text: 'errors.invented' } });
  const reply = await get(list());
  expect(reply.status).toBe(200);
  expect(read(reply, z.unknown())).toEqual({ errors: 'errors.invented' });
});

test('broken JSON arrives whole and cannot be parsed', async () => {
  await control.setFaults(host, { effect: { kind: 'brokenJson' } });
  const reply = await get(list());
  expect(reply.headers['content-length']).toBe(String(reply.body.length));
  expect(() => JSON.parse(reply.body.toString())).toThrow(SyntaxError);
});

test('a redirect names the place it was told', async () => {
  const location = 'http://127.0.0.1:9/stolen';
  await control.setFaults(host, { effect: { kind: 'redirect', location } });
  const reply = await get(list());
  expect(reply.status).toBe(302);
  expect(reply.headers.location).toBe(location);
});

test('a gzip answer says so and unpacks to the right rows', async () => {
  await control.setFaults(host, { effect: { kind: 'gzip' } });
  const reply = await get(list());
  expect(reply.headers['content-encoding']).toBe('gzip');
  const unpacked = listSchema.parse(JSON.parse(gunzipSync(reply.body).toString()));
  expect(ids(unpacked)).toEqual(storedIds(0, 10));
});

test('an oversized body has the size asked for and is valid JSON', async () => {
  await control.setFaults(host, { effect: { kind: 'oversizedBody', bytes: 3_000_000 } });
  const reply = await get(list());
  expect(reply.body.length).toBeGreaterThan(3_000_000);
  expect(ids(read(reply, listSchema))).toEqual(storedIds(0, 10));
});

test('a repeated page is the first one for ever, or always the one before', async () => {
  await control.setFaults(host, { after: 1, effect: { kind: 'repeatedPage', page: 'first' } });
  for (const offset of [0, 10, 20]) {
    expect(ids(await page(simulator.origin, list(offset)))).toEqual(storedIds(0, 10));
  }
  await control.setFaults(host, { effect: { kind: 'repeatedPage', page: 'previous' } });
  expect(ids(await page(simulator.origin, list(0)))).toEqual(storedIds(0, 10));
  expect(ids(await page(simulator.origin, list(20)))).toEqual(storedIds(10, 20));
});

test('a shrinking total goes down with every page while the rows stay', async () => {
  await control.setFaults(host, { entity: 'appointments', effect: { kind: 'shrinkingTotal', by: 5 } });
  const totals: number[] = [];
  for (const offset of [0, 10, 20]) totals.push((await page(simulator.origin, list(offset))).totalItems);
  expect(totals).toEqual([55, 50, 45]);
});

test('rows inserted and removed between two pages shift the second one', async () => {
  const [first, second] = storedIds(0, 2);
  await control.setFaults(host, {
    entity: 'appointments',
    after: 1,
    times: 1,
    effect: {
      kind: 'mutate',
      mutations: [
        { op: 'remove', entity: 'appointments', id: Number(first) },
        { op: 'remove', entity: 'appointments', id: Number(second) },
        { op: 'insert', entity: 'appointments', row: { status: 'approved' } },
      ],
    },
  });
  expect((await page(simulator.origin, list(0))).totalItems).toBe(60);
  const after = await page(simulator.origin, list(10));
  expect(after.totalItems).toBe(59);
  expect(ids(after)).toEqual(storedIds(12, 22));
  const last = await page(simulator.origin, list(50));
  expect(last.data.at(-1)).toMatchObject({ status: 'approved' });
});

test('a row that moves between pages pushes another over the edge, so that a plain walk misses one', async () => {
  const moved = Number(stored[30]?.id);
  await control.setFaults(host, { after: 1, effect: { kind: 'moveRow', id: moved, to: 2 } });
  const walk: number[] = [];
  for (let offset = 0; offset < 60; offset += 10)
    walk.push(...ids(await page(simulator.origin, list(offset))));
  expect(walk).toHaveLength(60);
  expect(new Set(walk).size).toBe(59);
  expect(walk).not.toContain(moved);
});

test('rows can be shown altered without being changed', async () => {
  const [strange, plain] = storedIds(0, 2);
  await control.setFaults(
    host,
    {
      entity: 'appointments',
      effect: {
        kind: 'alterRows',
        ids: [Number(strange)],
        set: { status: 'teleported', invented: { deep: [1] } },
      },
    },
    {
      entity: 'appointments',
      effect: { kind: 'alterRows', unset: ['createdAt', 'updatedAt', 'appointmentSourceId'] },
    },
  );
  const { data } = await page(simulator.origin, list());
  expect(data[0]).toMatchObject({ id: strange, status: 'teleported', invented: { deep: [1] } });
  expect(data[1]).toMatchObject({ id: plain, status: stored[1]?.['status'] });
  for (const row of data) {
    for (const field of ['createdAt', 'updatedAt', 'appointmentSourceId'])
      expect(row).not.toHaveProperty(field);
  }
  expect(await control.rows(host, 'appointments')).toEqual(stored);
});

test('amounts can be text, with decimals or without, and an order can be struck off', async () => {
  const alter = (change: object): FaultBody => ({
    entity: 'orders',
    effect: { kind: 'alterRows', ...change },
  });
  const sum = Number(order['finalSum']);
  await control.setFaults(host, alter({ stringify: { fields: ['finalSum'], decimals: 2 } }));
  expect(read(await get(orderPath()), z.looseObject({}))['finalSum']).toBe(`${sum}.00`);
  await control.setFaults(host, alter({ stringify: { fields: ['finalSum'] } }));
  expect(read(await get(orderPath()), z.looseObject({}))['finalSum']).toBe(String(sum));
  await control.setFaults(host, alter({ set: { deletedAt: '2026-05-01T10:00:00.000+03:00' } }));
  expect(read(await get(orderPath()), z.unknown())).toEqual({
    ...order,
    deletedAt: '2026-05-01T10:00:00.000+03:00',
  });
});

test('updatedAtAfter can be ignored, while the other filters work', async () => {
  const future = Math.floor(Date.now() / 1000) + 3_600;
  const filtered = `${list(0, 100)}&updatedAtAfter=${future}`;
  expect((await page(simulator.origin, filtered)).totalItems).toBe(0);
  await control.setFaults(host, { effect: { kind: 'ignoreParameters', parameters: ['updatedAtAfter'] } });
  expect((await page(simulator.origin, filtered)).totalItems).toBe(60);
  const paid = stored.filter((row) => row['status'] === 'paid').length;
  expect((await page(simulator.origin, `${filtered}&status=paid`)).totalItems).toBe(paid);
});

test('an empty clinic has no rows and a total of nought', async () => {
  await control.setFaults(host, { entity: 'appointments', effect: { kind: 'empty' } });
  expect(await page(simulator.origin, list())).toEqual({ data: [], totalItems: 0 });
});

test('faults join: a slow, gzipped page with altered rows', async () => {
  await control.setFaults(
    host,
    { effect: { kind: 'slow', milliseconds: 20 } },
    { effect: { kind: 'gzip' } },
    { entity: 'appointments', effect: { kind: 'alterRows', set: { note: null, odd: true } } },
  );
  const reply = await get(list());
  const { data } = listSchema.parse(JSON.parse(gunzipSync(reply.body).toString()));
  expect(data.every((row) => row['odd'] === true)).toBe(true);
});

test('a fault that cannot be carried out answers 500 with the reason', async () => {
  const mutations = [{ op: 'remove' as const, entity: 'clients' as const, id: 1 }];
  await control.setFaults(host, { effect: { kind: 'mutate', mutations } });
  const reply = await get(list());
  expect(reply.status).toBe(500);
  expect(reply.body.toString()).toBe('clients of beta45.medods.ru has no row 1.');
});
