import { decryptRawCopy } from '../../src/platform/raw-copy-cipher';
import { toStoredValue } from '../../src/platform/stored-value';
import type { RawCopyDocument } from '../../src/storage/raw-copies';
import { createClinic } from '../system/clinic';
import { startSystem, type TestSystem } from '../system/system';

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.stop());

test('activating a clinic probes every entity and pulls its bookings as leads and deals', async () => {
  const clinic = await createClinic(system, { appointments: 250, daysBack: 20, daysAhead: 20 });

  const report = await clinic.update('activate');
  expect(report).toEqual({
    error: null,
    warnings: [],
    entities: ['appointments', 'sources', 'clients', 'users', 'orders'].map((entity) => ({
      entity,
      result: 'visible',
    })),
  });

  const run = await clinic.endedRun();
  expect(run).toMatchObject({ kind: 'daily', state: 'succeeded', error: null });
  expect(run.counts).toMatchObject({ seen: 250, new: 250, changed: 0, quarantined: 0 });
  const deals = await system.db.collection('deals').countDocuments({ tenantId: clinic.key.tenantId });
  expect(deals).toBe(250);
  const rows = await system.medods.rows(clinic.host, 'appointments');
  const online = rows.filter((row) => row['appointmentSourceId'] === 14);
  expect(online.length).toBeGreaterThan(10);
  const leads = await system.db.collection('leads').countDocuments({ tenantId: clinic.key.tenantId });
  expect(leads).toBe(online.length);
  const again = await clinic.pull();
  expect(again).toMatchObject({ state: 'succeeded', counts: { new: 0, changed: 0 } });
  await clinic.deactivate();
});

test('what a pull keeps of the answers is encrypted, holds them as they came, and expires after 30 days', async () => {
  const clinic = await createClinic(system, {
    appointments: 30,
    daysBack: 5,
    daysAhead: 5,
    shareWithOrders: 0.5,
  });
  const [client] = await system.medods.rows(clinic.host, 'clients');
  const [appointment] = await system.medods.rows(clinic.host, 'appointments');
  await system.medods.mutate(
    clinic.host,
    { op: 'patch', entity: 'clients', id: client?.id ?? 0, set: { surname: 'Приметова' } },
    {
      op: 'patch',
      entity: 'appointments',
      id: appointment?.id ?? 0,
      set: { clientId: client?.id ?? 0, note: 'Приметная' },
    },
  );
  const { _id: runId } = await clinic.pull();

  const copies = system.db.collection<RawCopyDocument>('rawCopies');
  const stored = await copies.find({ tenantId: clinic.key.tenantId }).toArray();
  expect(new Set(stored.map(({ entity }) => entity))).toEqual(new Set(['appointments', 'clients', 'orders']));
  const plain = stored.map(({ body }) => decryptRawCopy(system.keyring, clinic.key, body).toString('utf8'));
  expect(plain.join()).toContain('Приметова');
  expect(plain.join()).toContain('Приметная');
  for (const copy of stored) {
    expect(copy.runId).toBe(runId);
    expect(copy.expiresAt.getTime() - copy.receivedAt.getTime()).toBe(30 * 86_400_000);
    const { data } = toStoredValue(copy.body);
    expect(data.toString('utf8')).not.toMatch(/Примет|surname|status|"id"/);
  }
  const indexes = await copies.indexes();
  expect(indexes).toContainEqual(expect.objectContaining({ key: { expiresAt: 1 }, expireAfterSeconds: 0 }));
});
