import { MongodbWire } from '../system/mongodb-wire';
import { medodsSettings, startApi } from './harness';

test('without Temporal everything is read and saved, and what needs it says so soon', async () => {
  // Nothing listens on port 1.
  const api = await startApi({ temporalAddress: '127.0.0.1:1' });
  try {
    const tenant = await api.tenant();
    const path = tenant.path('/integrations/medods');
    const put = (over: Record<string, unknown>) =>
      api.call('PUT', path, tenant.key, { settings: medodsSettings(over) });
    expect((await put({})).statusCode).toBe(200);
    await api.storage.integrations.setActive({ tenantId: tenant.id, integrationId: 'medods' }, new Date());
    const startedAt = performance.now();
    expect((await put({ visitDaysBack: 9 })).json()).toMatchObject({ version: 2, state: 'active' });
    expect((await api.call('GET', tenant.path('/deals'), tenant.key)).statusCode).toBe(200);
    for (const action of ['sync', 'activate']) {
      const refused = await api.call('POST', `${path}/${action}`, tenant.key);
      expect(refused.json()).toMatchObject({ status: 503, code: 'temporal_unavailable' });
      expect(refused.headers['retry-after']).toBeDefined();
    }
    expect(performance.now() - startedAt).toBeLessThan(15_000);
    // What the failed start had prepared is taken back: nothing is listed, and the next one is free to begin.
    expect((await api.call('GET', `${path}/runs`, tenant.key)).json()).toEqual({
      items: [],
      nextCursor: null,
    });
    const checkpoint = await api.storage.checkpoints.get({ tenantId: tenant.id, integrationId: 'medods' });
    expect(checkpoint?.lease).toBeNull();
    const ready = await api.call('GET', '/readyz', null);
    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toMatchObject({
      ready: false,
      checks: { mongodb: { ok: true }, temporal: { ok: false }, drainWorker: { ok: false } },
    });
    expect((await api.call('GET', '/healthz', null)).json()).toEqual({ ok: true });
  } finally {
    await api.close();
  }
});

test('without MongoDB the answer is 503 within seconds, and all is well when it is back', async () => {
  const wire = new MongodbWire();
  const api = await startApi({ mongodbThrough: await wire.listen() });
  try {
    const tenant = await api.tenant();
    const list = () => api.call('GET', tenant.path('/deals'), tenant.key);
    expect((await list()).statusCode).toBe(200);
    wire.cut();
    const startedAt = performance.now();
    const refused = await list();
    expect(refused.json()).toMatchObject({ status: 503, code: 'database_unavailable' });
    expect(refused.body).not.toContain('127.0.0.1');
    expect((await api.call('GET', '/readyz', null)).json()).toMatchObject({
      checks: { mongodb: { ok: false } },
    });
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    wire.mend();
    expect((await list()).statusCode).toBe(200);
  } finally {
    wire.mend();
    await api.close();
    wire.close();
  }
});
