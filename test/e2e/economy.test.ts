import { createClinic, type TestClinic } from '../system/clinic';
import { differencesFromClinic } from '../system/clinic-truth';
import { startSystem, type TestSystem } from '../system/system';

const month = { appointments: 300, daysBack: 20, daysAhead: 10 };

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.stop());

async function asked({ host }: TestClinic, path: RegExp): Promise<number> {
  const { requests } = await system.medods.journal(host);
  return requests.filter((request) => path.test(request.path)).length;
}

test('a clinic’s list of clients is read whole when that is shorter, each asked for alone when not', async () => {
  const small = await createClinic(system, { ...month, clients: 250 });
  await small.pull();
  expect(await asked(small, /\/clients\/\d+$/)).toBe(0);
  expect(await asked(small, /\/clients\?.*limit=100/)).toBe(3);

  const large = await createClinic(system, { ...month, appointments: 30, clients: 9_000 });
  await large.pull();
  expect(await asked(large, /\/clients\?.*limit=100/)).toBe(0);
  const alone = await asked(large, /\/clients\/\d+$/);
  expect(alone).toBeGreaterThan(20);
  expect(alone).toBeLessThanOrEqual(30);
  expect(await differencesFromClinic(system, small)).toEqual([]);
  expect(await differencesFromClinic(system, large)).toEqual([]);
});

test('people read with the list whom no booking names are not shown and expire', async () => {
  const clinic = await createClinic(system, { ...month, appointments: 60, clients: 250 });
  await clinic.pull();
  const { tenantId } = clinic.key;
  const appointments = await system.medods.rows(clinic.host, 'appointments');
  const named = new Set(appointments.map((row) => row['clientId'])).size;
  const shown = await system.storage.contacts.list(
    tenantId,
    { created: { from: null, before: null }, search: null },
    null,
    500,
  );
  expect(shown).toHaveLength(named);
  const contacts = await system.db.collection('contacts').find({ tenantId }).toArray();
  const others = contacts.filter(({ expiresAt }) => expiresAt !== null);
  expect(others).toHaveLength(250 - named);
  for (const { expiresAt } of others) {
    const days = (expiresAt.getTime() - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThanOrEqual(7);
  }
  const indexes = await system.db.collection('contacts').indexes();
  expect(indexes).toContainEqual(expect.objectContaining({ key: { expiresAt: 1 }, expireAfterSeconds: 0 }));
});

test('an order is read once, and again only where it may have changed, fifty a pull', async () => {
  const clinic = await createClinic(system, { ...month, shareWithOrders: 0.5 });
  await clinic.pull();
  const orders = (await system.medods.rows(clinic.host, 'orders')).length;
  expect(orders).toBeGreaterThan(100);
  expect(await asked(clinic, /\/orders\/\d+$/)).toBe(orders);

  await system.medods.takeJournal(clinic.host);
  const run = await clinic.pull();
  expect(run.counts).toMatchObject({ new: 0, changed: 0 });
  expect(await asked(clinic, /\/orders\/\d+$/)).toBe(50);
  expect(await asked(clinic, /\/clients/)).toBe(0);
  const again = new Set((await system.medods.takeJournal(clinic.host)).requests.map(({ path }) => path));
  await clinic.pull();
  const third = (await system.medods.takeJournal(clinic.host)).requests.filter(({ path }) =>
    path.includes('/orders/'),
  );
  expect(third.filter(({ path }) => again.has(path))).toEqual([]);
});

test('a clinic is asked one thing at a time, and every request is counted in the run', async () => {
  const clinic = await createClinic(system, month);
  await clinic.update('activate');
  await Promise.all([clinic.update('check'), clinic.update('check'), clinic.endedRun()]);
  const { mostAtOnce } = await system.medods.takeJournal(clinic.host);
  expect(mostAtOnce).toBe(1);
  const run = await clinic.pull();
  const { total } = await system.medods.journal(clinic.host);
  expect(run.counts.requests).toBe(total);
  await clinic.deactivate();
});

test('a clinic is asked no oftener than the rate allows', async () => {
  const polite = await startSystem({ rate: 20 });
  try {
    // So many requests that a first one which arrives late is nothing beside them.
    const clinic = await createClinic(polite, { appointments: 200, clients: 3, shareWithOrders: 1 });
    await clinic.pull();
    const { requests, mostAtOnce } = await polite.medods.journal(clinic.host);
    expect(requests.length).toBeGreaterThan(50);
    const spent = (requests.at(-1)?.at ?? 0) - (requests[0]?.at ?? 0);
    // A timer may fire a millisecond early.
    expect(spent).toBeGreaterThanOrEqual((requests.length - 1) * 49);
    expect(mostAtOnce).toBe(1);
  } finally {
    await polite.stop();
  }
});
