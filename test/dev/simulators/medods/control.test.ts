import { z } from 'zod';
import { MedodsControl } from '../../../../dev/simulators/medods/control-client';
import type { DataOptions } from '../../../../dev/simulators/medods/data-options';
import { type MedodsSimulator, startMedodsSimulator } from '../../../../dev/simulators/medods/simulator';
import { call, credentials, page, read } from './vendor-call';

let simulator: MedodsSimulator;
let control: MedodsControl;

beforeAll(async () => {
  simulator = await startMedodsSimulator({ journalLimit: 5 });
  control = new MedodsControl(simulator.origin);
});
afterAll(() => simulator.stop());

async function newClinic(host: string, data: Partial<DataOptions> = {}): Promise<string> {
  await control.putClinic({ ...credentials, host, data: { appointments: 30, ...data } });
  return host;
}

test('clinics are made, counted, replaced and removed, each with its own rows', async () => {
  const made = await control.putClinic({ ...credentials, host: 'one.medods.ru', data: { appointments: 12 } });
  expect(made.counts).toMatchObject({ appointments: 12, clients: 6, users: 8, appointmentSources: 4 });
  await newClinic('two.medods.ru', { appointments: 3 });
  const again = await control.putClinic({ ...credentials, host: 'one.medods.ru', data: { appointments: 0 } });
  expect(again.counts.appointments).toBe(0);
  expect(await control.listClinics()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ host: 'one.medods.ru', counts: again.counts }),
      expect.objectContaining({
        host: 'two.medods.ru',
        counts: expect.objectContaining({ appointments: 3 }),
      }),
    ]),
  );
  await control.removeClinic('one.medods.ru');
  const gone = await call(simulator.origin, '/api/v2/clinics?limit=1&offset=0', { host: 'one.medods.ru' });
  expect(gone.status).toBe(404);
});

test('an inserted row takes what it is given, plausible defaults, and the next id', async () => {
  const host = await newClinic('insert.medods.ru');
  const rows = await control.rows(host, 'appointments');
  const [made] = await control.mutate(host, {
    op: 'insert',
    entity: 'appointments',
    row: { date: '2031-01-02', appointmentSourceId: 5 },
  });
  expect(made).toMatchObject({
    id: Number(rows.at(-1)?.id) + 1,
    date: '2031-01-02',
    appointmentSourceId: 5,
    status: 'need_approval',
    orderId: null,
  });
  const reply = await call(simulator.origin, `/api/v2/appointments/${made?.id}`, { host });
  expect(read(reply, z.unknown())).toEqual(made);
  for (const entity of ['clients', 'orders', 'users', 'clinics', 'appointmentTypes'] as const) {
    const before = await control.rows(host, entity);
    const [row] = await control.mutate(host, { op: 'insert', entity });
    expect(await control.rows(host, entity)).toEqual([...before, row]);
  }
});

test('a patched appointment changes, and updatedAtAfter finds it', async () => {
  const host = await newClinic('patch.medods.ru');
  const id = Number((await control.rows(host, 'appointments'))[4]?.id);
  const before = Math.floor(Date.now() / 1000) - 1;
  const [row] = await control.mutate(host, {
    op: 'patch',
    entity: 'appointments',
    id,
    set: { status: 'teleported' },
    unset: ['note'],
  });
  expect(row).toMatchObject({ id, status: 'teleported' });
  expect(row).not.toHaveProperty('note');
  const path = `/api/v2/appointments?limit=100&offset=0&status=teleported&updatedAtAfter=${before}`;
  const reply = await call(simulator.origin, path, { host });
  expect(read(reply, z.looseObject({ totalItems: z.int() })).totalItems).toBe(1);
});

test('a removed row is gone from the list and by id, and its id is not given again', async () => {
  const host = await newClinic('remove.medods.ru');
  const last = Number((await control.rows(host, 'appointments')).at(-1)?.id);
  await control.mutate(host, { op: 'remove', entity: 'appointments', id: last });
  expect((await call(simulator.origin, `/api/v2/appointments/${last}`, { host })).status).toBe(404);
  const [next] = await control.mutate(host, { op: 'insert', entity: 'appointments' });
  expect(next?.id).toBe(last + 1);
});

test('a filtered list read before a change shows the change when it is read again', async () => {
  const host = await newClinic('reread.medods.ru');
  const path = '/api/v2/appointments?limit=1&offset=0&status=teleported';
  const total = async (): Promise<number> =>
    read(await call(simulator.origin, path, { host }), z.looseObject({ totalItems: z.int() })).totalItems;
  const row = { status: 'teleported' };
  expect(await total()).toBe(0);
  const [made] = await control.mutate(host, { op: 'insert', entity: 'appointments', row });
  expect(await total()).toBe(1);
  await control.mutate(host, { op: 'remove', entity: 'appointments', id: Number(made?.id) });
  expect(await total()).toBe(0);
});

test('stamps can be hidden while updatedAtAfter works', async () => {
  const host = await newClinic('unstamped.medods.ru', { showStamps: false });
  const reply = await call(simulator.origin, '/api/v2/appointments?limit=100&offset=0&updatedAtAfter=1', {
    host,
  });
  const { data } = read(reply, z.object({ data: z.array(z.looseObject({})) }));
  expect(data).toHaveLength(30);
  for (const row of data) {
    expect(row).not.toHaveProperty('createdAt');
    expect(row).not.toHaveProperty('updatedAt');
  }
});

test('new credentials hold at once and leave the rows', async () => {
  const host = await newClinic('change.medods.ru');
  const rows = await control.rows(host, 'appointments');
  const path = '/api/v2/clinics?limit=1&offset=0';
  expect((await call(simulator.origin, path, { host })).status).toBe(200);
  await control.changeClinic(host, { secretKey: 'another invented key' });
  expect((await call(simulator.origin, path, { host })).status).toBe(401);
  expect(await control.rows(host, 'appointments')).toEqual(rows);
});

test('the journal has path, entity and status, counts exactly, keeps the newest, and no token', async () => {
  const host = await newClinic('journal.medods.ru');
  const path = '/api/v2/users?limit=1&offset=0';
  for (let count = 0; count < 12; count += 1) await call(simulator.origin, path, { host });
  await call(simulator.origin, '/api/v2/orders/0', { host });
  await call(simulator.origin, '/api/v2/nothing', { host });
  const journal = await control.takeJournal(host);
  expect(journal).toMatchObject({ total: 14, byEntity: { users: 12, orders: 1 }, mostAtOnce: 1 });
  expect(journal.requests).toHaveLength(5);
  expect(journal.requests.slice(-3)).toEqual([
    expect.objectContaining({ path, method: 'GET', entity: 'users', status: 200, at: expect.any(Number) }),
    expect.objectContaining({ path: '/api/v2/orders/0', entity: 'orders', status: 404 }),
    expect.objectContaining({ path: '/api/v2/nothing', entity: null, status: 404 }),
  ]);
  expect(JSON.stringify(journal)).not.toContain('eyJ');
  expect(await control.journal(host)).toMatchObject({ total: 0, requests: [], byEntity: {} });
});

test('the journal tells how many requests were open at one time', async () => {
  const host = await newClinic('parallel.medods.ru');
  await control.setFaults(host, { effect: { kind: 'neverAnswer' } });
  const giveUp = new AbortController();
  const pending = Array.from({ length: 3 }, () =>
    call(simulator.origin, '/api/v2/orders/0', { host, signal: giveUp.signal }),
  );
  const outcomes = Promise.allSettled(pending);
  while ((await control.journal(host)).total < 3);
  giveUp.abort();
  expect((await outcomes).every(({ status }) => status === 'rejected')).toBe(true);
  expect((await control.journal(host)).mostAtOnce).toBe(3);
});

test('a life tick books, moves and pays, and a second pull by change time sees just that', async () => {
  // Made for an hour ago, so that none of its first rows is as young as what happens now.
  const now = new Date(Date.now() - 3_600_000).toISOString();
  const host = await newClinic('life.medods.ru', { appointments: 200, now });
  const before = new Map((await control.rows(host, 'appointments')).map((row) => [row.id, row]));
  const since = Math.floor(Date.now() / 1000) - 1;
  const events = await control.tickLife(host, 60);
  expect(new Set(events.map(({ kind }) => kind))).toEqual(new Set(['booked', 'moved', 'paid']));
  const after = await control.rows(host, 'appointments');
  const changed = after.filter((row) => JSON.stringify(row) !== JSON.stringify(before.get(row.id)));
  expect(new Set(changed.map(({ id }) => id))).toEqual(new Set(events.map((event) => event.appointmentId)));
  const orders = new Map((await control.rows(host, 'orders')).map((row) => [row.id, row]));
  for (const { appointmentId } of events.filter(({ kind }) => kind === 'paid')) {
    const orderId = after.find(({ id }) => id === appointmentId)?.['orderId'];
    expect(orders.get(Number(orderId))).toMatchObject({ unpaidSum: 0, orderPaidStatus: 'paid' });
  }
  const path = `/api/v2/appointments?limit=100&offset=0&updatedAtAfter=${since}`;
  const reply = await call(simulator.origin, path, { host });
  const { totalItems } = read(reply, z.looseObject({ totalItems: z.int() }));
  expect(totalItems).toBe(changed.length);
});

test('life goes on by itself, and no longer than it may', async () => {
  const bounded = await newClinic('bounded.medods.ru', { appointments: 0 });
  const lively = await newClinic('lively.medods.ru', { appointments: 0 });
  await control.startLife(bounded, { everyMilliseconds: 10, maximumEvents: 3 });
  await control.startLife(lively, { everyMilliseconds: 10 });
  const deadline = Date.now() + 30_000;
  // Both clocks tick alike: twelve bookings in one clinic mean that the other had time for more than three.
  while ((await control.rows(lively, 'appointments')).length < 12) expect(Date.now()).toBeLessThan(deadline);
  expect(await control.stopLife(bounded)).toBe(3);
  expect(await control.stopLife(lively)).toBeGreaterThanOrEqual(12);
});

test('a wrong command says what is wrong', async () => {
  await expect(control.journal('nowhere.medods.ru')).rejects.toThrow(
    'journal: There is no clinic nowhere.medods.ru. Make it with putClinic first.',
  );
  await expect(control.putClinic({ ...credentials, host: 'With:Port' })).rejects.toThrow(
    /host name in lower case/,
  );
  const host = await newClinic('wrong.medods.ru');
  await expect(control.setFaults(host, { path: '(', effect: { kind: 'gzip' } })).rejects.toThrow(
    /not a regular expression/,
  );
  const id = Number((await control.rows(host, 'clients'))[0]?.id);
  await expect(control.mutate(host, { op: 'insert', entity: 'clients', row: { id } })).rejects.toThrow(
    /already has the id/,
  );
  const send = async (path: string, init: RequestInit): Promise<number> =>
    (await fetch(`${simulator.origin}/__control/${path}`, init)).status;
  expect(await send('explode', { method: 'POST', body: '{}' })).toBe(404);
  expect(await send('constructor', { method: 'POST', body: '{}' })).toBe(404);
  expect(await send('listClinics', { method: 'GET' })).toBe(404);
  expect(await send('listClinics', { method: 'POST', body: '{' })).toBe(400);
  expect(await send('listClinics', { method: 'POST', body: '{"surprise":1}' })).toBe(400);
});

test('a thousand small clinics live side by side', async () => {
  for (let index = 0; index < 1_000; index += 1) {
    await newClinic(`salon${index}.medods.ru`, { appointments: 20 });
  }
  const reply = await call(simulator.origin, '/api/v2/appointments?limit=100&offset=0', {
    host: 'salon999.medods.ru',
  });
  expect(read(reply, z.looseObject({ totalItems: z.int() })).totalItems).toBe(20);
});

test('stopping closes requests that were never answered, and the port', async () => {
  const own = await startMedodsSimulator({ clinics: [{ ...credentials, data: { appointments: 1 } }] });
  const ownControl = new MedodsControl(own.origin);
  expect((await page(own.origin, '/api/v2/appointments?limit=1&offset=0')).totalItems).toBe(1);
  await ownControl.setFaults(credentials.host, { effect: { kind: 'neverAnswer' } });
  const pending = call(own.origin, '/api/v2/orders/0');
  const outcome = expect(pending).rejects.toThrow(/hang up|ECONNRESET/);
  while ((await ownControl.journal(credentials.host)).byEntity.orders !== 1);
  await own.stop();
  await outcome;
  await expect(call(own.origin, '/api/v2/orders/0')).rejects.toThrow(/ECONNREFUSED/);
});
