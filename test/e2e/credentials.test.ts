import { ScheduleNotFoundError } from '@temporalio/client';
import { type Entity, entities } from '../../dev/simulators/medods/rows';
import { describeError, type Texts } from '../../src/domain/errors';
import { createClinic, SECRET_KEY } from '../system/clinic';
import { differencesFromClinic } from '../system/clinic-truth';
import { listenApi } from '../system/listening-api';
import { startSystem, type TestSystem } from '../system/system';
import { waitFor } from '../system/wait-for';

const OTHER_SECRET = 'fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210';
const month = { appointments: 250, daysBack: 20, daysAhead: 20 };

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.stop());

test.each([
  ['Identity', { identity: 'somebody-else' }, SECRET_KEY],
  ['SecretKey', {}, OTHER_SECRET],
])('a wrong %s is said at activation, and nothing is pulled', async (_name, settings, secretKey) => {
  const clinic = await createClinic(system, month);
  await clinic.saveSettings(settings, secretKey);

  const report = await clinic.update('activate');

  expect(report?.error?.code).toBe('credentials_rejected');
  expect(await clinic.integration()).toMatchObject({
    state: 'failed',
    reason: { code: 'credentials_rejected' },
  });
  expect(await system.storage.runs.list(clinic.key, null, 10)).toEqual([]);
  await expect(clinic.schedule().describe()).rejects.toThrow(ScheduleNotFoundError);
  await clinic.deactivate();
});

test.each<[string, Entity, Texts]>([
  ['appointments', 'appointments', { ru: 'записи на приём', en: 'appointments' }],
  ['sources', 'appointmentSources', { ru: 'источники записи', en: 'sources of bookings' }],
  ['clients', 'clients', { ru: 'клиенты', en: 'clients' }],
  ['users', 'users', { ru: 'сотрудники', en: 'staff' }],
  ['orders', 'orders', { ru: 'заказы', en: 'orders' }],
])(
  'right keys whose role lacks %s are told apart, and it is named in both languages',
  async (code, entity, names) => {
    const clinic = await createClinic(system, month);
    await system.medods.changeClinic(clinic.host, { role: entities.filter((name) => name !== entity) });

    const report = await clinic.update('activate');

    expect(report?.error).toEqual({ code: 'entity_refused', parameters: { entities: names, codes: code } });
    const described = (language: keyof Texts) =>
      describeError('entity_refused', language, report?.error?.parameters);
    expect(described('ru').message).toBe(`Роль API не видит: ${names.ru}.`);
    expect(described('en').message).toBe(`The API role does not see: ${names.en}.`);
    const visible = report?.entities.filter(({ result }) => result === 'visible') ?? [];
    expect(visible.map((probed) => probed.entity)).not.toContain(code);
    expect(await clinic.integration()).toMatchObject({ state: 'failed', reason: { code: 'entity_refused' } });

    await system.medods.changeClinic(clinic.host, { role: [...entities] });
    expect((await clinic.update('activate'))?.error).toBeNull();
    expect(await clinic.endedRun()).toMatchObject({ state: 'succeeded' });
    await clinic.deactivate();
  },
);

test('an activation that the role does not allow is answered with the entities and what to press', async () => {
  const clinic = await createClinic(system, { appointments: 5 });
  const { tenantId } = clinic.key;
  const components = ['offline_leads_upload', 'end_to_end_analytics'];
  const api = await listenApi(system);
  try {
    await api.call('POST', '/tenants', { id: tenantId, name: 'Клиника', components });
    await api.call('POST', `/tenants/${tenantId}/campaigns`, { id: 'c1', name: 'Яндекс Директ' });
    await system.medods.changeClinic(clinic.host, { role: entities.filter((name) => name !== 'orders') });

    const answer = await api.ask('POST', `/tenants/${tenantId}/integrations/medods/activate`);

    expect(answer).toMatchObject({
      status: 422,
      body: {
        code: 'entity_refused',
        title: 'Роль API не видит: заказы.',
        message: { ru: 'Роль API не видит: заказы.', en: 'The API role does not see: orders.' },
        action: { ru: expect.stringContaining('«Активен»') },
        entities: [
          { entity: 'appointments', result: 'visible' },
          { entity: 'sources', result: 'visible' },
          { entity: 'clients', result: 'visible' },
          { entity: 'users', result: 'visible' },
          { entity: 'orders', result: 'refused' },
        ],
      },
    });
    expect(await clinic.integration()).toMatchObject({ state: 'failed' });
    await clinic.deactivate();
  } finally {
    await api.close();
  }
});

test('an address without the API is named when the credentials are checked', async () => {
  const clinic = await createClinic(system, month);
  await system.medods.setFaults(clinic.host, { effect: { kind: 'status', status: 404 } });

  const report = await clinic.update('activate');

  const account = `https://${clinic.host}`;
  expect(report?.error).toMatchObject({ code: 'account_not_found', parameters: { account } });
  await clinic.deactivate();
});

test('a key refused in mid-pull fails the run and the integration, and the right key heals both', async () => {
  const clinic = await createClinic(system, month);
  await system.medods.setFaults(clinic.host, {
    path: 'dateStart.*offset=99',
    effect: { kind: 'status', status: 401 },
  });
  await clinic.update('activate');

  const run = await clinic.endedRun();
  expect(run).toMatchObject({ state: 'failed', error: { code: 'credentials_rejected' } });
  expect(run.counts.seen).toBe(100);
  const failed = await waitFor('the integration to fail', async () => {
    const integration = await clinic.integration();
    return integration.state === 'failed' && integration;
  });
  expect(failed).toMatchObject({ reason: { code: 'credentials_rejected' } });
  expect((await clinic.schedule().describe()).state.paused).toBe(true);
  expect(await clinic.checkpoint()).toMatchObject({ lease: null, highWater: null });

  await system.medods.setFaults(clinic.host);
  await system.medods.changeClinic(clinic.host, { secretKey: OTHER_SECRET });
  await clinic.changeSettings({}, OTHER_SECRET);

  expect(await clinic.endedRun(2)).toMatchObject({ state: 'succeeded', error: null });
  expect(await clinic.integration()).toMatchObject({
    state: 'active',
    reason: null,
    health: { failingSince: null },
  });
  expect((await clinic.schedule().describe()).state.paused).toBe(false);
  expect(await differencesFromClinic(system, clinic)).toEqual([]);
  await clinic.deactivate();
});

test('a role that loses the appointments in mid-pull stops the integration and names them', async () => {
  const clinic = await createClinic(system, month);
  await system.medods.setFaults(clinic.host, {
    path: 'dateStart.*offset=99',
    effect: { kind: 'status', status: 403 },
  });
  await clinic.update('activate');

  const error = { code: 'entity_refused', parameters: { codes: 'appointments' } };
  expect(await clinic.endedRun()).toMatchObject({ state: 'failed', error, counts: { seen: 100 } });
  const failed = await waitFor('the integration to fail', async () => {
    const integration = await clinic.integration();
    return integration.state === 'failed' && integration;
  });
  expect(failed.reason).toMatchObject(error);
  expect((await clinic.schedule().describe()).state.paused).toBe(true);
  expect(await clinic.checkpoint()).toMatchObject({ lease: null, highWater: null });
  await system.medods.takeJournal(clinic.host);

  await system.medods.setFaults(clinic.host);
  expect((await clinic.update('activate'))?.error).toBeNull();
  expect(await clinic.endedRun(2)).toMatchObject({ state: 'succeeded' });
  expect(await differencesFromClinic(system, clinic)).toEqual([]);
  await clinic.deactivate();
});

test('a role that loses the sources goes on with those it knew, and says so', async () => {
  const clinic = await createClinic(system, { ...month, appointments: 40 });
  await clinic.pull();
  await system.medods.setFaults(clinic.host, {
    entity: 'appointmentSources',
    effect: { kind: 'status', status: 403 },
  });
  const row = { appointmentSourceId: 14 };
  await system.medods.mutate(clinic.host, { op: 'insert', entity: 'appointments', row });

  expect(await clinic.pull()).toMatchObject({
    state: 'partial',
    error: {
      code: 'entity_refused',
      parameters: { entities: { ru: 'источники записи', en: 'sources of bookings' }, codes: 'sources' },
    },
    counts: { new: 1 },
  });

  expect(await differencesFromClinic(system, clinic)).toEqual([]);
  const deals = await system.db.collection('deals').find({ tenantId: clinic.key.tenantId }).toArray();
  expect(deals.filter(({ crmSource }) => crmSource === null)).toEqual([]);
});

test('a refusal that a new token cures is not seen by anybody', async () => {
  const clinic = await createClinic(system, month);
  await clinic.update('activate');
  await clinic.endedRun();
  await system.medods.setFaults(clinic.host, {
    path: 'dateStart.*offset=99',
    times: 1,
    effect: { kind: 'status', status: 401 },
  });
  expect(await clinic.pull()).toMatchObject({ state: 'succeeded' });
  expect((await system.medods.faults(clinic.host)).map(({ acted }) => acted)).toEqual([1]);
  await clinic.deactivate();
});

test('a clinic that takes the bare token only is pulled all the same', async () => {
  const clinic = await createClinic(system, { ...month, appointments: 20 });
  await system.medods.changeClinic(clinic.host, { authorization: 'bare' });
  expect((await clinic.update('activate'))?.error).toBeNull();
  expect(await clinic.endedRun()).toMatchObject({ state: 'succeeded', counts: { new: 20 } });
  await clinic.deactivate();
});

test.each<[Entity, number]>([
  ['orders', 5],
  ['clients', 1],
  ['users', 0],
])(
  'a role that loses %s in mid-pull makes the run partial, the rest goes on, and nothing stays missing',
  async (entity, after) => {
    const clinic = await createClinic(system, { ...month, shareWithOrders: 0.5, clients: 150 });
    await system.medods.setFaults(clinic.host, { entity, after, effect: { kind: 'status', status: 403 } });

    const run = await clinic.pull();

    expect(run).toMatchObject({
      state: 'partial',
      error: { code: 'entity_refused', parameters: { codes: entity } },
      counts: { seen: 250, new: 250 },
    });
    // Staff come whole with the next pull; what else is lacking is missing from rows that must be read again.
    const highWater = entity === 'users' ? expect.any(Date) : null;
    expect(await clinic.checkpoint()).toMatchObject({ lease: null, highWater });
    expect(await differencesFromClinic(system, clinic)).not.toEqual([]);
    const refusals = (await system.medods.takeJournal(clinic.host)).requests.filter(
      ({ status }) => status === 403,
    );
    expect(refusals).toHaveLength(2);

    expect(await clinic.pull()).toMatchObject({ state: 'partial', counts: { new: 0, changed: 0 } });

    await system.medods.setFaults(clinic.host);
    expect(await clinic.pull()).toMatchObject({ state: 'succeeded', error: null });
    expect(await differencesFromClinic(system, clinic)).toEqual([]);
    expect((await clinic.checkpoint())?.highWater).not.toBeNull();
  },
);
