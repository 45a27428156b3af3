import { z } from 'zod';
import { MedodsControl } from '../../../../dev/simulators/medods/control-client';
import { type MedodsSimulator, startMedodsSimulator } from '../../../../dev/simulators/medods/simulator';
import { call, credentials, goodClaims, page, read, signToken } from './vendor-call';

const { host } = credentials;
let simulator: MedodsSimulator;
let control: MedodsControl;

beforeAll(async () => {
  simulator = await startMedodsSimulator({
    clinics: [{ ...credentials, data: { appointments: 250, clinics: 2 } }],
  });
  control = new MedodsControl(simulator.origin);
});
afterAll(() => simulator.stop());

test('paging by received rows gives every appointment once, ascending by id, with a steady total', async () => {
  const stored = await control.rows(host, 'appointments');
  const received: number[] = [];
  for (;;) {
    const { data, totalItems } = await page(
      simulator.origin,
      `/api/v2/appointments?limit=100&offset=${received.length}`,
    );
    expect(totalItems).toBe(stored.length);
    if (data.length === 0) break;
    received.push(...data.map(({ id }) => id));
  }
  expect(received).toEqual(stored.map(({ id }) => id));
  expect(received).toEqual([...received].sort((left, right) => left - right));
});

const everyList = [
  'appointments',
  'appointments/types',
  'appointments/sources',
  'clients',
  'users',
  'clinics',
];
test.each(everyList)('the list %s has the envelope and demands both limit and offset', async (list) => {
  const { data, totalItems } = await page(simulator.origin, `/api/v2/${list}?limit=2&offset=0`);
  expect(data.length).toBeGreaterThan(0);
  expect(totalItems).toBeGreaterThanOrEqual(data.length);
  for (const query of ['', '?limit=2', '?offset=0']) {
    expect((await call(simulator.origin, `/api/v2/${list}${query}`)).status).toBe(422);
  }
});

test.each([
  'limit=101&offset=0',
  'limit=0&offset=0',
  'limit=-1&offset=0',
  'limit=ten&offset=0',
  'limit=1.5&offset=0',
  'limit=&offset=0',
  'limit=10&offset=-1',
  'limit=10&offset=x',
  'limit=10&limit=10&offset=0',
  'limit=10&offset=0&page=2',
  'limit=10&offset=0&constructor=1',
  'limit=10&offset=0&date_start=2026-01-01',
  'limit=10&offset=0&clinicId[0]=1',
  'limit=10&offset=0&clinicId=one',
  'limit=10&offset=0&dateStart=01.02.2026',
  'limit=10&offset=0&dateStart=2026-02-30',
  'limit=10&offset=0&dateEnd=2026-01-01T00:00:00Z',
  'limit=10&offset=0&updatedAtAfter=2026-01-01',
  'limit=10&offset=0&updatedAtAfter=1700000000.5',
  'limit=10&offset=0&status=',
])('422 for appointments?%s, naming the parameter', async (query) => {
  const reply = await call(simulator.origin, `/api/v2/appointments?${query}`);
  expect(reply.status).toBe(422);
  const { errors } = read(reply, z.object({ errors: z.record(z.string(), z.array(z.string()).min(1)) }));
  const named = Object.keys(errors);
  expect(named).toHaveLength(1);
  expect([...new URLSearchParams(query).keys()]).toEqual(expect.arrayContaining(named));
});

test('422 for a parameter named __proto__', async () => {
  const reply = await call(simulator.origin, '/api/v2/appointments?limit=10&offset=0&__proto__=1');
  expect(reply.status).toBe(422);
});

test('a visit window includes both its ends', async () => {
  const rows = await control.rows(host, 'appointments');
  const dates = [...new Set(rows.map(({ date }) => String(date)))].sort();
  const [from, until] = [dates[10], dates[20]];
  const expected = rows.filter(({ date }) => String(date) >= String(from) && String(date) <= String(until));
  const { data, totalItems } = await page(
    simulator.origin,
    `/api/v2/appointments?limit=100&offset=0&dateStart=${from}&dateEnd=${until}`,
  );
  expect(data.map(({ id }) => id)).toEqual(expected.map(({ id }) => id).slice(0, 100));
  expect(totalItems).toBe(expected.length);
  expect(data.map((row) => row['date'])).toEqual(expect.arrayContaining([from, until]));
});

test('status, clinic, doctor, patient and change time each filter appointments', async () => {
  const rows = await control.rows(host, 'appointments');
  const sample = rows[100];
  const changedAt = (row: { [field: string]: unknown }): number =>
    Math.floor(Date.parse(String(row['updatedAt'])) / 1000);
  expect(sample).toBeDefined();
  if (sample === undefined) return;
  for (const field of ['status', 'clinicId', 'userId', 'clientId']) {
    const { totalItems } = await page(
      simulator.origin,
      `/api/v2/appointments?limit=100&offset=0&${field}=${sample[field]}`,
    );
    expect(totalItems).toBe(rows.filter((row) => row[field] === sample[field]).length);
    expect(totalItems).toBeLessThan(rows.length);
  }
  const { data, totalItems } = await page(
    simulator.origin,
    `/api/v2/appointments?limit=100&offset=0&updatedAtAfter=${changedAt(sample)}`,
  );
  expect(totalItems).toBe(rows.filter((row) => changedAt(row) > changedAt(sample)).length);
  expect(data.map(({ id }) => id)).not.toContain(sample.id);
});

test('a client is found by phone and surname, and a phone in another form is refused', async () => {
  const client = (await control.rows(host, 'clients'))[0];
  const surname = encodeURIComponent(String(client?.['surname']));
  const path = `/api/v2/clients?limit=100&offset=0&phone=${client?.['phone']}`;
  // The generator gives the first two clients one phone, as a family has.
  expect((await page(simulator.origin, path)).totalItems).toBe(2);
  const both = await page(simulator.origin, `${path}&surname=${surname}`);
  expect(both.data.map(({ id }) => id)).toContain(client?.id);
  const plus = await call(simulator.origin, '/api/v2/clients?limit=1&offset=0&phone=%2B79990000000');
  expect(plus.status).toBe(422);
});

test('users filter by what is known of them, clinics by a part of the title', async () => {
  const users = await control.rows(host, 'users');
  const available = await page(
    simulator.origin,
    '/api/v2/users?limit=100&offset=0&status=active&hasAppointment=true&availabilityForOnlineRecording=available&userGroup=medical_staff&clinicId=2',
  );
  const expected = users.filter(
    (user) => user['availabilityForOnlineRecording'] === 'available' && user['currentClinicId'] === 2,
  );
  expect(available.data.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
  const byTitle = `/api/v2/clinics?limit=100&offset=0&title=${encodeURIComponent('клиника')}`;
  expect((await page(simulator.origin, byTitle)).totalItems).toBe(2);
});

test('single objects come without a wrapper, and an unknown id or path is 404', async () => {
  const order = (await control.rows(host, 'orders'))[0];
  const reply = await call(simulator.origin, `/api/v2/orders/${order?.id}`);
  expect(read(reply, z.unknown())).toEqual(order);
  for (const entity of ['appointments', 'clients', 'users'] as const) {
    const row = (await control.rows(host, entity))[0];
    expect(read(await call(simulator.origin, `/api/v2/${entity}/${row?.id}`), z.unknown())).toEqual(row);
    expect((await call(simulator.origin, `/api/v2/${entity}/1`)).status).toBe(404);
  }
  const unknown = [
    'orders/0',
    'orders?limit=1&offset=0',
    'orders',
    'clinics/1',
    'clients/abc',
    'appointments/',
    'invoices',
  ];
  for (const path of unknown) expect((await call(simulator.origin, `/api/v2/${path}`)).status).toBe(404);
  expect((await call(simulator.origin, '/api/v1/users')).status).toBe(404);
});

test('an entity outside the role is 403, one inside it is not, and a bad token is 401 before both', async () => {
  const limited = 'limited.medods.ru';
  await control.putClinic({
    ...credentials,
    host: limited,
    role: ['appointments'],
    data: { appointments: 3 },
  });
  const status = async (path: string, authorization?: string): Promise<number> =>
    (
      await call(simulator.origin, path, {
        host: limited,
        ...(authorization === undefined ? {} : { authorization }),
      })
    ).status;
  expect(await status('/api/v2/appointments?limit=1&offset=0')).toBe(200);
  expect(await status('/api/v2/appointments/types?limit=1&offset=0')).toBe(403);
  expect(await status('/api/v2/clients/2001')).toBe(403);
  expect(await status('/api/v2/orders/0')).toBe(403);
  expect(await status('/api/v2/orders/0', signToken(goodClaims(), { key: 'x' }))).toBe(401);
  await control.changeClinic(limited, { role: ['appointments', 'orders'] });
  expect(await status('/api/v2/orders/0')).toBe(404);
});

test('an unknown host is a 404 page in HTML; case and port of a known one do not matter', async () => {
  const path = '/api/v2/clinics?limit=1&offset=0';
  const unknown = await call(simulator.origin, path, { host: 'nobody.medods.ru' });
  expect(unknown.status).toBe(404);
  expect(unknown.headers['content-type']).toMatch(/^text\/html/);
  expect((await call(simulator.origin, path, { host: 'BETA45.medods.ru:443' })).status).toBe(200);
});

test('nothing can be written', async () => {
  const reply = await call(simulator.origin, '/api/v2/appointments?limit=1&offset=0', { method: 'POST' });
  expect(reply.status).toBe(405);
});
