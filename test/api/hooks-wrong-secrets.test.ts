import { z } from 'zod';
import { connectSalon } from './deliveries';
import { startApi, type TestApi } from './harness';

/** Wrong secrets of an address in a minute for which the database is asked. */
const TRIES = 30;

interface Door {
  readonly api: TestApi;
  /** Knocks as somebody at this address, with the right secret or a wrong one. */
  knock(from: string, secret: 'right' | 'wrong'): Promise<number>;
  /** How often the database has been asked for a hook. */
  lookUps(): Promise<number>;
}

async function withDoor(environment: Record<string, string>, use: (door: Door) => Promise<void>) {
  const api = await startApi({ environment });
  try {
    const origin = await api.server.listen({ host: '127.0.0.1', port: 0 });
    const tenant = await api.tenant();
    await connectSalon(api, tenant);
    const shown = await api.call('GET', tenant.path('/integrations/profsalon'), tenant.key);
    const { webhookUrl } = z.object({ webhookUrl: z.url() }).parse(shown.json());
    const right = new URL(webhookUrl).pathname;
    await api.db.command({ profile: 2 });
    await use({
      api,
      knock: async (from, secret) => {
        const path = secret === 'right' ? right : `${right}x`;
        const response = await fetch(`${origin}${path}`, {
          method: 'POST',
          headers: { 'x-forwarded-for': from },
          body: '{}',
        });
        return response.status;
      },
      lookUps: async () => {
        const asked = await api.db
          .collection('system.profile')
          .find({ ns: /integrations$/ })
          .toArray();
        return asked.filter((entry) => JSON.stringify(entry).includes('"hook.id"')).length;
      },
    });
    await api.db.command({ profile: 0 });
  } finally {
    await api.close();
  }
}

async function tryWrong({ knock }: Door, from: (index: number) => string): Promise<void> {
  const answers = await Promise.all(Array.from({ length: TRIES }, (_, index) => knock(from(index), 'wrong')));
  expect(new Set(answers)).toEqual(new Set([404]));
}

const proxied = { SKVOZ_TRUSTED_PROXIES: '127.0.0.0/8' };

test('many wrong secrets of an address are all 404, and those over the limit cost the database nothing', () =>
  withDoor(proxied, async (door) => {
    await tryWrong(door, () => '192.0.2.1');
    const asked = await door.lookUps();
    expect(asked).toBeGreaterThanOrEqual(TRIES);
    expect(await door.knock('192.0.2.1', 'wrong')).toBe(404);
    expect(await door.lookUps()).toBe(asked);
    expect(await door.knock('192.0.2.2', 'wrong')).toBe(404);
    expect(await door.lookUps()).toBe(asked + 1);
  }));

test('the right secret comes in, however many wrong ones came from the same address', () =>
  withDoor(proxied, async (door) => {
    await tryWrong(door, () => '192.0.2.1');
    expect(await door.knock('192.0.2.1', 'wrong')).toBe(404);
    expect(await door.knock('192.0.2.1', 'right')).toBe(200);
    expect(await door.api.db.collection('inbox').countDocuments()).toBe(1);
  }));

test('without a trusted proxy the address of the network counts, whatever a sender says of himself', () =>
  withDoor({}, async (door) => {
    await tryWrong(door, (index) => `192.0.2.${index}`);
    const asked = await door.lookUps();
    expect(asked).toBeGreaterThanOrEqual(TRIES);
    expect(await door.knock('192.0.2.200', 'wrong')).toBe(404);
    expect(await door.lookUps()).toBe(asked);
  }));
