import { z } from 'zod';
import { createClinic, type TestClinic } from '../system/clinic';
import { type ListeningApi, listenApi } from '../system/listening-api';
import { startSystem, type TestSystem } from '../system/system';

const month = { appointments: 40, daysBack: 10, daysAhead: 10, shareWithOrders: 0.5 };
const past = { from: '2026-01-01', to: '2026-01-31' };

let system: TestSystem;
let api: ListeningApi;
beforeAll(async () => {
  system = await startSystem();
  api = await listenApi(system);
});
afterAll(async () => {
  await api.close();
  await system.stop();
});

const cardSchema = z.object({
  state: z.string(),
  health: z.object({
    status: z.string(),
    lastSuccessAt: z.string().nullable(),
    failingSince: z.string().nullable(),
    lastRunId: z.string().nullable(),
    error: z
      .object({
        code: z.string(),
        message: z.object({ ru: z.string(), en: z.string() }),
        action: z.unknown(),
      })
      .nullable(),
  }),
});

/** The card of the integration, as the cabinet gets it. */
async function cardOf({ key }: TestClinic): Promise<z.infer<typeof cardSchema>> {
  return cardSchema.parse(await api.call('GET', `/tenants/${key.tenantId}/integrations/medods`));
}

async function readClinic(): Promise<TestClinic> {
  const clinic = await createClinic(system, month);
  await api.call('POST', '/tenants', { id: clinic.key.tenantId, name: 'Клиника', components: [] });
  await clinic.update('activate');
  await clinic.endedRun();
  return clinic;
}

const refuseOrders = { entity: 'orders', effect: { kind: 'status', status: 403 } } as const;

/** The cashier bills an appointment, so that its order has to be read. */
async function bill(clinic: TestClinic): Promise<void> {
  const rows = await system.medods.rows(clinic.host, 'appointments');
  const row = rows.find(({ status }) => status === 'serviced' || status === 'arrived');
  const [order] = await system.medods.mutate(clinic.host, { op: 'insert', entity: 'orders' });
  const set = { status: 'billed', orderId: order?.id ?? null };
  await system.medods.mutate(clinic.host, { op: 'patch', entity: 'appointments', id: row?.id ?? 0, set });
}

test('a clinic whose role lost the orders is not well until all is read again, and says what is missing', async () => {
  const clinic = await readClinic();
  const well = await cardOf(clinic);
  expect(well).toMatchObject({ state: 'active', health: { status: 'ok', error: null } });
  const highWater = (await clinic.checkpoint())?.highWater;

  await system.medods.setFaults(clinic.host, refuseOrders);
  await bill(clinic);
  const first = await clinic.pull('daily');
  expect(first).toMatchObject({ state: 'partial' });

  const since = (await cardOf(clinic)).health.failingSince;
  expect(since).not.toBeNull();
  await clinic.pull('daily');
  const card = await cardOf(clinic);
  expect(card).toMatchObject({
    state: 'active',
    health: {
      status: 'failing',
      failingSince: since,
      lastSuccessAt: well.health.lastSuccessAt,
      error: {
        code: 'entity_refused',
        message: { ru: 'Роль API не видит: заказы.', en: 'The API role does not see: orders.' },
        action: { ru: expect.stringContaining('Права доступа к API') },
      },
    },
  });
  // What changed meanwhile lacks its money, so the next pulls have to look back as far.
  expect((await clinic.checkpoint())?.highWater).toEqual(highWater);

  await system.medods.setFaults(clinic.host);
  expect(await clinic.pull('daily')).toMatchObject({ state: 'succeeded' });
  expect(await cardOf(clinic)).toMatchObject({ health: { status: 'ok', failingSince: null, error: null } });
  await clinic.deactivate();
});

test('a pull that lacks something does not hide that pulls fail', async () => {
  const clinic = await readClinic();
  await system.medods.setFaults(clinic.host, { effect: { kind: 'status', status: 422 } });
  await clinic.pull('daily');
  const since = (await cardOf(clinic)).health.failingSince;
  await system.medods.setFaults(clinic.host, refuseOrders);
  await bill(clinic);
  expect(await clinic.pull('daily')).toMatchObject({ state: 'partial' });
  expect((await cardOf(clinic)).health).toMatchObject({ status: 'failing', failingSince: since });
  await clinic.deactivate();
});

test('a back-fill of the past neither hides that nightly pulls fail nor says that they do', async () => {
  const clinic = await readClinic();
  const well = await cardOf(clinic);
  await system.medods.setFaults(clinic.host, { effect: { kind: 'status', status: 422 } });
  expect(await clinic.pull('sync', past)).toMatchObject({ state: 'failed' });
  expect(await cardOf(clinic)).toEqual(well);

  expect(await clinic.pull('daily')).toMatchObject({ state: 'failed' });
  const failing = await cardOf(clinic);
  expect(failing.health).toMatchObject({ status: 'failing', error: { code: 'vendor_request_refused' } });
  await system.medods.setFaults(clinic.host);
  expect(await clinic.pull('sync', past)).toMatchObject({ state: 'succeeded' });
  expect(await cardOf(clinic)).toEqual(failing);
  await clinic.deactivate();
});
