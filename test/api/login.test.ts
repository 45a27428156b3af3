import type { LightMyRequestResponse } from 'fastify';
import { hashKey } from '../../src/platform/hash';
import { startApi, type TestApi, type TestUser } from './harness';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const HOUR_MS = 3_600_000;
const FAILURES_OF_AN_EMAIL = 10;
const FAILURES_OF_AN_ADDRESS = 50;

let lastAddress = 0;

/** Each test comes from an address of its own, so that none meets the limit of another. */
function newAddress(): string {
  lastAddress += 1;
  return `10.1.${lastAddress}.1`;
}

function login(
  user: { readonly email: string; readonly password: string },
  remoteAddress = newAddress(),
  headers: Record<string, string> = {},
): Promise<LightMyRequestResponse> {
  const { email, password } = user;
  return api.server.inject({
    method: 'POST',
    url: '/api/v1/login',
    payload: { email, password },
    remoteAddress,
    headers,
  });
}

/** The browser that an answer has signed in. */
function signedIn(user: TestUser, answer: LightMyRequestResponse): TestUser {
  expect(answer.statusCode).toBe(200);
  const cookie = answer.cookies.find(({ name }) => name === 'skvoz_session');
  return { ...user, session: cookie?.value ?? '' };
}

async function analyst(): Promise<TestUser> {
  return api.user('analyst', (await api.tenant()).id);
}

test('signing in gives a cookie that no script and no other site can use, and tells who one is', async () => {
  const tenant = await api.tenant();
  const user = await api.user('admin', tenant.id);
  const answer = await login({ ...user, email: ` ${user.email.toUpperCase()} ` });
  expect(answer.cookies).toEqual([
    {
      name: 'skvoz_session',
      value: expect.stringMatching(/^[\w-]{43}$/),
      path: '/',
      httpOnly: true,
      sameSite: 'Strict',
      maxAge: 30 * 24 * 3_600,
    },
  ]);
  const me = {
    user: { id: user.id, email: user.email, name: 'Анна', role: 'admin', language: 'ru' },
    tenants: [
      {
        id: tenant.id,
        name: 'Клиника',
        timezone: 'Europe/Moscow',
        components: ['offline_leads_upload', 'end_to_end_analytics'],
      },
    ],
  };
  expect(answer.json()).toEqual(me);
  expect((await api.call('GET', '/api/v1/me', signedIn(user, answer))).json()).toEqual(me);
});

test('on HTTPS the cookie is sent on HTTPS alone', async () => {
  const secure = await startApi({ environment: { SKVOZ_PUBLIC_URL: 'https://skvoz.example' } });
  try {
    const { email, password } = await secure.user('operator');
    const answer = await secure.call('POST', '/api/v1/login', null, { email, password });
    expect(answer.cookies[0]).toMatchObject({ secure: true });
  } finally {
    await secure.close();
  }
});

test('an operator has every tenant, a key its own, and a key is no person', async () => {
  const tenant = await api.tenant();
  const operator = await api.user('operator');
  const idsFor = async (caller: string | TestUser): Promise<string[]> =>
    (await api.call('GET', '/api/v1/me', caller)).json().tenants.map(({ id }: { id: string }) => id);
  expect(await idsFor(operator)).toContain(tenant.id);
  expect(await idsFor(api.operatorKey)).toContain(tenant.id);
  expect(await idsFor(tenant.key)).toEqual([tenant.id]);
  expect((await api.call('GET', '/api/v1/me', tenant.key)).json().user).toBeNull();
});

test('signing out ends the session, not only its cookie', async () => {
  const user = await analyst();
  const browser = signedIn(user, await login(user));
  const out = await api.call('POST', '/api/v1/logout', browser);
  expect(out.statusCode).toBe(204);
  expect(out.cookies[0]).toMatchObject({ name: 'skvoz_session', value: '', path: '/' });
  expect((await api.call('GET', '/api/v1/me', browser)).statusCode).toBe(401);
  expect((await api.call('GET', '/api/v1/me', user)).statusCode).toBe(200);
});

test('a refusal does not tell whether the e-mail, the password or the access is missing', async () => {
  const user = await analyst();
  const disabled = await analyst();
  const { tenantId } = (await api.storage.users.get(null, disabled.id)) ?? { tenantId: null };
  await api.storage.users.change({ _id: disabled.id, tenantId }, { disabledAt: new Date() });
  const orphan = await analyst();
  const lost = (await api.storage.users.get(null, orphan.id))?.tenantId ?? '';
  await api.storage.tenants.markDeleted(lost, new Date());
  const refusals = [
    await login({ ...user, password: 'not the password' }),
    await login({ ...user, email: 'nobody@skvoz.example' }),
    await login(disabled),
    await login(orphan),
  ];
  for (const refused of refusals) {
    expect({ ...refused.json(), requestId: '' }).toMatchObject({ status: 401, code: 'login_rejected' });
    expect({ ...refused.json(), requestId: '' }).toEqual({ ...refusals[0]?.json(), requestId: '' });
    expect(refused.cookies).toEqual([]);
  }
});

test('one e-mail is tried ten times, from wherever, and right passwords do not count', async () => {
  const user = await analyst();
  const other = await analyst();
  const address = newAddress();
  for (let sign = 0; sign <= FAILURES_OF_AN_EMAIL; sign += 1) {
    expect((await login(user, address)).statusCode).toBe(200);
  }
  for (let wrong = 0; wrong < FAILURES_OF_AN_EMAIL; wrong += 1) {
    expect((await login({ ...user, password: 'wrong' })).statusCode).toBe(401);
  }
  const refused = await login(user, newAddress());
  expect(refused.json()).toMatchObject({ status: 429, code: 'too_many_requests' });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await login(other, address)).statusCode).toBe(200);
});

test('one address tries fifty passwords, many at once included, and a made-up header is no other address', async () => {
  const user = await analyst();
  const address = newAddress();
  const answers = await Promise.all(
    Array.from({ length: FAILURES_OF_AN_ADDRESS + 5 }, (_, index) =>
      login({ email: `guess-${index}@skvoz.example`, password: 'wrong' }, address),
    ),
  );
  const codes = answers.map(({ statusCode }) => statusCode);
  expect(codes.filter((code) => code === 401)).toHaveLength(FAILURES_OF_AN_ADDRESS);
  expect(codes.filter((code) => code === 429)).toHaveLength(5);
  expect((await login(user, address, { 'x-forwarded-for': '10.9.9.9' })).statusCode).toBe(429);
  expect((await login(user)).statusCode).toBe(200);
});

test('behind a trusted proxy each caller has an address of its own', async () => {
  const proxied = await startApi({ environment: { SKVOZ_TRUSTED_PROXIES: '10.0.0.0/8' } });
  try {
    const from = (address: string, email: string) =>
      proxied.server.inject({
        method: 'POST',
        url: '/api/v1/login',
        payload: { email, password: 'wrong' },
        remoteAddress: '10.0.0.1',
        headers: { 'x-forwarded-for': address },
      });
    await Promise.all(
      Array.from({ length: FAILURES_OF_AN_ADDRESS }, (_, index) => from('192.0.2.1', `a-${index}@b.example`)),
    );
    expect((await from('192.0.2.1', 'c@b.example')).statusCode).toBe(429);
    expect((await from('192.0.2.2', 'c@b.example')).statusCode).toBe(401);
  } finally {
    await proxied.close();
  }
});

test('no foreign page signs anybody in', async () => {
  const user = await analyst();
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
    const refused = await login(user, newAddress(), headers);
    expect(refused.json()).toMatchObject({ status: 403, code: 'origin_refused' });
    expect(refused.cookies).toEqual([]);
  }
  expect((await login(user, newAddress(), { 'sec-fetch-site': 'same-origin' })).statusCode).toBe(200);
});

test('without Sec-Fetch-Site the origin of the page must be the one it calls, or the public one', async () => {
  const change = async (origin: string) => {
    const { session } = await analyst();
    const answer = await api.server.inject({
      method: 'PATCH',
      url: '/api/v1/me',
      payload: { language: 'en' },
      headers: { cookie: `skvoz_session=${session}`, host: 'localhost:8080', origin },
    });
    return answer.statusCode;
  };
  expect(await change('http://localhost:8080')).toBe(200);
  expect(await change(api.config.publicUrl)).toBe(200);
  expect(await change('http://localhost:9090')).toBe(403);
});

test('a session ends when it is not used, and after its days however much it is used', async () => {
  const user = await analyst();
  const _id = hashKey(user.session);
  const sessions = api.db.collection<{ _id: string; createdAt: Date; lastSeenAt: Date; expiresAt: Date }>(
    'sessions',
  );
  const now = Date.now();
  const age = (createdHoursAgo: number, seenHoursAgo: number, expiresInHours: number) =>
    sessions.updateOne(
      { _id },
      {
        $set: {
          createdAt: new Date(now - createdHoursAgo * HOUR_MS),
          lastSeenAt: new Date(now - seenHoursAgo * HOUR_MS),
          expiresAt: new Date(now + expiresInHours * HOUR_MS),
        },
      },
    );
  const hoursLeft = async () => {
    const session = await sessions.findOne({ _id });
    return Math.round(((session?.expiresAt.getTime() ?? 0) - now) / HOUR_MS);
  };
  await age(20, 10, 2);
  expect((await api.call('GET', '/api/v1/me', user)).statusCode).toBe(200);
  expect(await hoursLeft()).toBe(12);
  await age(30 * 24 - 3, 10, 2);
  expect((await api.call('GET', '/api/v1/me', user)).statusCode).toBe(200);
  expect(await hoursLeft()).toBe(3);
  const listed = await api.storage.users.get(null, user.id);
  expect(listed?.lastSeenAt?.getTime()).toBeGreaterThanOrEqual(now);
  await age(20, 13, -1);
  expect((await api.call('GET', '/api/v1/me', user)).statusCode).toBe(401);
});

test('a new password signs out every other browser, and the old one serves no more', async () => {
  const user = await analyst();
  const here = signedIn(user, await login(user));
  const next = 'several quite new words';
  const change = (current: string, wanted: string) =>
    api.call('PATCH', '/api/v1/me', here, { password: { current, next: wanted } });
  expect((await change('not the password', next)).json()).toMatchObject({
    status: 422,
    code: 'password_wrong',
    errors: [{ path: 'password.current' }],
  });
  for (const weak of ['too short', user.email, `${user.email.toUpperCase()} `]) {
    expect((await change(user.password, weak)).json()).toMatchObject({
      status: 422,
      code: 'password_weak',
      errors: [{ path: 'password.next' }],
    });
  }
  expect((await change(user.password, next)).statusCode).toBe(200);
  expect((await api.call('GET', '/api/v1/me', here)).statusCode).toBe(200);
  expect((await api.call('GET', '/api/v1/me', user)).statusCode).toBe(401);
  expect((await login(user)).statusCode).toBe(401);
  expect((await login({ ...user, password: next })).statusCode).toBe(200);
});

test('people change their own name and language', async () => {
  const user = await analyst();
  const changed = await api.call('PATCH', '/api/v1/me', user, { name: 'Вера', language: 'en' });
  expect(changed.json().user).toMatchObject({ name: 'Вера', language: 'en', role: 'analyst' });
  expect((await api.call('PATCH', '/api/v1/me', user, { role: 'admin' })).statusCode).toBe(400);
  expect((await api.call('GET', '/api/v1/me', user)).json().user).toMatchObject({ name: 'Вера' });
});

test('neither passwords nor the tokens of sessions are stored', async () => {
  const user = await analyst();
  const { session } = signedIn(user, await login(user));
  const stored = JSON.stringify([
    await api.db.collection('users').find({}).toArray(),
    await api.db.collection('sessions').find({}).toArray(),
  ]);
  expect(stored).toContain(user.email);
  expect(stored).toContain(hashKey(session));
  for (const secret of [session, user.password]) expect(stored).not.toContain(secret);
});
