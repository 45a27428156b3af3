import { z } from 'zod';
import { MongodbWire } from '../system/mongodb-wire';
import { startApi, type TestApi } from './harness';

/** Longer than the door ever takes, and shorter than a sender waits. */
const PATIENCE_MS = 20_000;

jest.setTimeout(120_000);

let wire: MongodbWire;
let api: TestApi;
let origin: string;
beforeAll(async () => {
  wire = new MongodbWire();
  api = await startApi({ mongodbThrough: await wire.listen() });
  origin = await api.server.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(() => wire.mend());
afterAll(async () => {
  await api.close();
  wire.close();
});

interface Door {
  readonly tenantId: string;
  post(body?: string): Promise<Response>;
  rows(): Promise<number>;
}

async function door(): Promise<Door> {
  const tenant = await api.tenant();
  const saved = await api.call('PUT', tenant.path('/integrations/profsalon'), tenant.key, {
    settings: { token: 'TEST-TOKEN-0001', salonId: '5610', salonLogin: 'msc_example_salon' },
  });
  const { webhookUrl } = z.object({ webhookUrl: z.url() }).parse(saved.json());
  return {
    tenantId: tenant.id,
    post: (body = '{}') =>
      fetch(`${origin}${new URL(webhookUrl).pathname}`, {
        method: 'POST',
        body,
        signal: AbortSignal.timeout(PATIENCE_MS),
      }),
    rows: () => api.db.collection('inbox').countDocuments({ tenantId: tenant.id }),
  };
}

async function expectBusy(response: Response): Promise<void> {
  expect(response.status).toBe(503);
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await response.json()).toEqual({ code: 'busy', status: 503 });
}

test.each(['cut', 'hold'] as const)(
  'while MongoDB is away (%s) deliveries are answered 503 soon and none of them is kept; then all is well',
  async (harm) => {
    const known = await door();
    const unknown = await door();
    expect((await known.post()).status).toBe(200);

    wire[harm]();
    const body = 'x'.repeat(1000);
    const refused = await Promise.all([
      ...Array.from({ length: 50 }, () => known.post(body)),
      ...Array.from({ length: 5 }, () => unknown.post(body)),
    ]);
    for (const response of refused) await expectBusy(response);

    wire.mend();
    for (const sender of [known, unknown]) {
      const answers = new Set<number>();
      // The driver notices within some seconds that the server is back; a sender tries again meanwhile.
      while (!answers.has(200)) answers.add((await sender.post()).status);
      expect([...answers].filter((status) => status !== 200 && status !== 503)).toEqual([]);
    }
    expect(await unknown.rows()).toBe(1);
    if (harm === 'cut') expect(await known.rows()).toBe(2);
  },
);

test('while MongoDB does not answer, what does not fit in memory is refused without waiting for it', async () => {
  const sender = await door();
  expect((await sender.post()).status).toBe(200);
  wire.hold();
  const mebibyte = 'x'.repeat(1024 * 1024);
  let inTime = 0;
  const first = sender.post(mebibyte);
  const all = Array.from({ length: 80 }, () =>
    sender.post(mebibyte).then(async (response) => {
      inTime += 1;
      await expectBusy(response);
    }),
  );
  await Promise.race([first, ...all]);
  expect(inTime).toBeGreaterThan(0);
  await expectBusy(await first);
  await Promise.all(all);
});
