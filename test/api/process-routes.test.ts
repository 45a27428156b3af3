import { connectSalon, rowOf } from './deliveries';
import { startApi, type TestApi } from './harness';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

test('metrics answer this machine without a key and everybody else with the operator alone', async () => {
  const scrape = async (remoteAddress: string, headers: Record<string, string> = {}) =>
    (await api.server.inject({ url: '/metrics', remoteAddress, headers })).statusCode;
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
  expect(await scrape('127.0.0.1')).toBe(200);
  expect(await scrape('::ffff:127.0.0.1')).toBe(200);
  expect(await scrape('10.0.0.1')).toBe(401);
  expect(await scrape('127.0.0.1', { 'x-forwarded-for': '10.0.0.1' })).toBe(401);
  expect(await scrape('10.0.0.1', bearer((await api.tenant()).key))).toBe(401);
  expect(await scrape('10.0.0.1', bearer(api.operatorKey))).toBe(200);
});

test('metrics tell which integration has failed, and how slow requests were by route', async () => {
  const tenant = await api.tenant();
  const path = tenant.path('/integrations/medods');
  const settings = { uid: 'clinic-1', identity: 'i', secretKey: 's' };
  await api.call('PUT', path, tenant.key, { settings });
  const key = { tenantId: tenant.id, integrationId: 'medods' };
  await api.storage.integrations.setActive(key, new Date(Date.now() - 7_200_000));
  const reason = { code: 'credentials_rejected', parameters: {}, at: new Date() } as const;
  await api.storage.integrations.setState(key, 'failed', reason, new Date());
  const { body } = await api.call('GET', '/metrics', null);
  const labels = `{tenant="${tenant.id}",integration="medods",vendor="medods"}`;
  expect(body).toContain(`skvoz_integration_failing${labels} 1`);
  expect(body).toMatch(
    new RegExp(`skvoz_integration_hours_since_success${labels.replace(/[{}]/g, '\\$&')} 2`),
  );
  expect(body).toContain('route="/api/v1/tenants/:tenant/integrations/:integration"');
  expect(body).toContain('skvoz_task_queue_backlog_tasks{queue="entity"} 0');
  const shown = (await api.call('GET', path, tenant.key)).json();
  expect(shown).toMatchObject({
    state: 'failed',
    reason: {
      code: 'credentials_rejected',
      message: { ru: expect.any(String) },
      action: { en: expect.any(String) },
    },
    health: { status: 'failing', nextRunAt: null },
  });
});

test('metrics tell how long deliveries have waited, of integrations that should read them', async () => {
  const tenant = await api.tenant();
  const key = await connectSalon(api, tenant);
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  const waiting = [5, 20].map((minutes) =>
    rowOf(api, key, '{}', { pending: true, receivedAt: minutesAgo(minutes) }),
  );
  await api.storage.inbox.insertGroup([...waiting, rowOf(api, key, '{}', { receivedAt: minutesAgo(60) })]);
  const age = async () => {
    const { body } = await api.call('GET', '/metrics', null);
    const line = `skvoz_integration_oldest_pending_event_age_seconds{tenant="${tenant.id}"`;
    return Number(
      body
        .split('\n')
        .find((one) => one.startsWith(line))
        ?.split(' ')
        .at(-1),
    );
  };
  expect(await age()).toBe(0);
  await api.storage.integrations.setActive(key, new Date());
  expect(Math.round((await age()) / 60)).toBe(20);
});

test('a vendor that sends shows when it was heard last and whether it is quiet, one that is read does not', async () => {
  const tenant = await api.tenant();
  const key = await connectSalon(api, tenant);
  const healthOf = async (vendor: string) =>
    (await api.call('GET', tenant.path(`/integrations/${vendor}`), tenant.key)).json().health;
  expect(await healthOf('profsalon')).toMatchObject({ status: 'off', lastEventAt: null, quiet: false });
  const longAgo = new Date(Date.now() - 30 * 86_400_000);
  await api.storage.integrations.setActive(key, longAgo);
  expect(await healthOf('profsalon')).toMatchObject({ status: 'ok', lastEventAt: null, quiet: true });
  const heardAt = new Date(Date.now() - 6 * 86_400_000);
  await api.storage.integrations.recordEvents(key, null, heardAt, new Date());
  await api.storage.integrations.recordEvents(key, null, longAgo, new Date());
  const { items } = (await api.call('GET', tenant.path('/integrations'), tenant.key)).json();
  expect(items[0].health).toMatchObject({ lastEventAt: heardAt.toISOString(), quiet: false });
  const settings = { uid: 'clinic-1', identity: 'i', secretKey: 's' };
  await api.call('PUT', tenant.path('/integrations/medods'), tenant.key, { settings });
  expect(await healthOf('medods')).not.toHaveProperty('quiet');
});

test('the description of the API has every route that is not of the process itself', async () => {
  const answer = await api.call('GET', '/openapi.json', null);
  const described = Object.entries<Record<string, unknown>>(answer.json().paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  );
  const declared = api.routes.flatMap(({ method, url }) => [method].flat().map((one) => `${one} ${url}`));
  const expected = declared.filter((name) => !/^HEAD |\/(\*|metrics|openapi\.json|docs)/.test(name));
  expect(described.sort()).toEqual(expected.sort());
  expect((await api.call('GET', '/docs/', null)).statusCode).toBe(200);
});

test('the next run is the nightly one, in the zone of the clinic', async () => {
  const tenant = await api.tenant();
  const path = tenant.path('/integrations/medods');
  const settings = { uid: 'clinic-1', identity: 'i', secretKey: 's', timeZone: 'Asia/Vladivostok' };
  await api.call('PUT', path, tenant.key, { settings });
  await api.storage.integrations.setActive({ tenantId: tenant.id, integrationId: 'medods' }, new Date());
  const { health } = (await api.call('GET', path, tenant.key)).json();
  const next = new Date(health.nextRunAt);
  expect(next.getTime()).toBeGreaterThan(Date.now());
  expect(next.getTime()).toBeLessThanOrEqual(Date.now() + 86_400_000);
  const hour = Number(
    new Intl.DateTimeFormat('en-GB', { hour: 'numeric', hour12: false, timeZone: 'Asia/Vladivostok' }).format(
      next,
    ),
  );
  expect([1, 2, 3, 4]).toContain(hour);
});
