import { startApi } from './harness';

/** Wrong secrets an address may try in a minute. */
const TRIES = 30;

const UNKNOWN = '/hooks/profsalon/nobody/wrong';

async function statusesOf(
  origin: string,
  from: (index: number) => string,
  tries: number,
): Promise<Map<number, number>> {
  const answers = await Promise.all(
    Array.from({ length: tries }, (_, index) =>
      fetch(`${origin}${UNKNOWN}`, { headers: { 'x-forwarded-for': from(index) } }),
    ),
  );
  const statuses = new Map<number, number>();
  for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  return statuses;
}

test('behind a trusted proxy one who tries wrong secrets is refused, and the other senders are not', async () => {
  const api = await startApi({ environment: { SKVOZ_TRUSTED_PROXIES: '127.0.0.0/8' } });
  try {
    const origin = await api.server.listen({ host: '127.0.0.1', port: 0 });
    expect(await statusesOf(origin, () => '192.0.2.1', TRIES)).toEqual(new Map([[404, TRIES]]));
    expect(await statusesOf(origin, () => '192.0.2.1', 1)).toEqual(new Map([[503, 1]]));
    expect(await statusesOf(origin, () => '192.0.2.2', 1)).toEqual(new Map([[404, 1]]));
  } finally {
    await api.close();
  }
});

test('without one the address of the network counts, whatever a sender says of himself', async () => {
  const api = await startApi();
  try {
    const origin = await api.server.listen({ host: '127.0.0.1', port: 0 });
    expect(await statusesOf(origin, (index) => `192.0.2.${index}`, TRIES)).toEqual(new Map([[404, TRIES]]));
    expect(await statusesOf(origin, () => '192.0.2.200', 1)).toEqual(new Map([[503, 1]]));
  } finally {
    await api.close();
  }
});
