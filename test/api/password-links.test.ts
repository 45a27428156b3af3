import { hashKey } from '../../src/platform/hash';
import { startApi, type TestApi, type TestUser } from './harness';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const NEW_PASSWORD = 'other words in another row';
const INVALID = { status: 410, code: 'password_link_invalid' };

async function team() {
  const tenant = await api.tenant();
  return {
    tenant,
    admin: await api.user('admin', tenant.id),
    analyst: await api.user('analyst', tenant.id),
  };
}

const make = (caller: string | TestUser, user: Pick<TestUser, 'id'>) =>
  api.call('POST', `/api/v1/users/${user.id}/password-link`, caller);
const lookup = (token: string) => api.call('POST', '/api/v1/password-links/lookup', null, { token });
const use = (token: string, password = NEW_PASSWORD) =>
  api.call('POST', '/api/v1/password-links/use', null, { token, password });
const login = async ({ email }: TestUser, password: string) =>
  (await api.call('POST', '/api/v1/login', null, { email, password })).statusCode;

async function linkFor(caller: string | TestUser, user: TestUser): Promise<string> {
  const made = await make(caller, user);
  expect(made.statusCode).toBe(201);
  expect(made.json().email).toBe(user.email);
  const [page, token = ''] = made.json().url.split('#');
  expect(page).toBe(`${api.config.publicUrl}/new-password`);
  return token;
}

async function actions(caller: TestUser): Promise<readonly Record<string, unknown>[]> {
  return (await api.call('GET', '/api/v1/audit', caller)).json().items;
}

test('who opens the link chooses a password, is signed in with it, and out everywhere else', async () => {
  const { tenant, admin, analyst } = await team();
  const token = await linkFor(admin, analyst);
  expect((await lookup(token)).json()).toEqual({ email: analyst.email });
  expect(await login(analyst, analyst.password)).toBe(200);
  const used = await use(token);
  expect(used.json()).toMatchObject({ user: { email: analyst.email }, tenants: [{ id: tenant.id }] });
  const here = { ...analyst, session: used.cookies[0]?.value ?? '' };
  expect((await api.call('GET', '/api/v1/me', here)).statusCode).toBe(200);
  expect((await api.call('GET', '/api/v1/me', analyst)).statusCode).toBe(401);
  expect(await api.db.collection('sessions').countDocuments({ userId: analyst.id })).toBe(1);
  expect(await login(analyst, analyst.password)).toBe(401);
  expect(await login(analyst, NEW_PASSWORD)).toBe(200);
});

test('a link serves once, and of two who use it at once one sets the password', async () => {
  const { admin, analyst } = await team();
  const token = await linkFor(admin, analyst);
  const passwords = ['first of two at once', 'second of two at once'];
  const both = await Promise.all(passwords.map((password) => use(token, password)));
  expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 410]);
  for (const [place, password] of passwords.entries()) {
    expect(await login(analyst, password)).toBe(both[place]?.statusCode === 200 ? 200 : 401);
  }
  for (const answer of [await lookup(token), await use(token)]) expect(answer.json()).toMatchObject(INVALID);
});

test('a password that is too weak leaves the link and the old password as they are', async () => {
  const { admin, analyst } = await team();
  const token = await linkFor(admin, analyst);
  const weak = await use(token, 'short');
  expect(weak.json()).toMatchObject({ status: 422, code: 'password_weak', errors: [{ path: 'password' }] });
  expect((await api.call('GET', '/api/v1/me', analyst)).statusCode).toBe(200);
  expect((await use(token)).statusCode).toBe(200);
});

test('a link that is replaced, expired or made up serves nobody', async () => {
  const { admin, analyst } = await team();
  const replaced = await linkFor(admin, analyst);
  const expired = await linkFor(admin, analyst);
  const links = api.db.collection<{ _id: string; createdAt: Date; expiresAt: Date }>('passwordLinks');
  const kept = await links.findOne({ _id: hashKey(expired) });
  expect(Number(kept?.expiresAt) - Number(kept?.createdAt)).toBe(7 * 24 * 3_600_000);
  await links.updateOne({ _id: hashKey(expired) }, { $set: { expiresAt: new Date(Date.now() - 1) } });
  for (const token of [replaced, expired, 'made-up']) {
    for (const answer of [await lookup(token), await use(token)]) {
      expect(answer.json()).toMatchObject(INVALID);
    }
  }
  expect(await login(analyst, analyst.password)).toBe(200);
});

test('a link ends with the access of its user, and with a password that they change themselves', async () => {
  const { admin, analyst } = await team();
  const path = `/api/v1/users/${analyst.id}`;
  const ofDisabled = await linkFor(admin, analyst);
  await api.call('PATCH', path, admin, { disabled: true });
  expect((await make(admin, analyst)).json()).toMatchObject({ status: 409, code: 'user_disabled' });
  expect((await use(ofDisabled)).json()).toMatchObject(INVALID);
  await api.call('PATCH', path, admin, { disabled: false });
  expect((await use(ofDisabled)).json()).toMatchObject(INVALID);
  const ofRemembering = await linkFor(api.operatorKey, admin);
  const change = { current: admin.password, next: NEW_PASSWORD };
  expect((await api.call('PATCH', '/api/v1/me', admin, { password: change })).statusCode).toBe(200);
  expect((await use(ofRemembering)).json()).toMatchObject(INVALID);
  const ofRemoved = await linkFor(admin, analyst);
  expect((await api.call('DELETE', path, admin)).statusCode).toBe(204);
  expect((await use(ofRemoved)).json()).toMatchObject(INVALID);
});

test('administrators make links for the people of their tenant, operators for everybody, nobody for themselves', async () => {
  const { admin, analyst } = await team();
  const other = await team();
  const operator = await api.user('operator');
  const second = await api.user('operator');
  expect((await make(analyst, admin)).json()).toMatchObject({ status: 403 });
  for (const stranger of [other.analyst, operator]) {
    expect((await make(admin, stranger)).statusCode).toBe(404);
  }
  for (const self of [admin, operator]) {
    expect((await make(self, self)).json()).toMatchObject({ status: 409, code: 'own_account' });
  }
  for (const user of [admin, second]) {
    expect((await use(await linkFor(operator, user))).statusCode).toBe(200);
  }
});

test('the log tells who made the link and that it was used, and the token is stored nowhere', async () => {
  const { tenant, admin, analyst } = await team();
  const unused = await linkFor(admin, analyst);
  const stored = JSON.stringify([
    await api.db.collection('passwordLinks').find({ tenantId: tenant.id }).toArray(),
    await api.db.collection('audit').find({ tenantId: tenant.id }).toArray(),
  ]);
  expect(stored).toContain(hashKey(unused));
  expect(stored).not.toContain(unused);
  await use(unused);
  const [used, made] = await actions(admin);
  expect(made).toMatchObject({
    action: 'user.password_link_made',
    target: analyst.email,
    actor: { id: admin.id },
    changes: [],
  });
  expect(used).toMatchObject({
    action: 'user.password_reset',
    target: analyst.email,
    actor: { id: analyst.id },
    changes: [{ field: 'password', from: null, to: 'changed' }],
  });
  expect(JSON.stringify([used, made])).not.toContain(NEW_PASSWORD);
});

test('a page of another site cannot use a link', async () => {
  const { admin, analyst } = await team();
  const token = await linkFor(admin, analyst);
  const refused = await api.server.inject({
    method: 'POST',
    url: '/api/v1/password-links/use',
    headers: { origin: 'https://elsewhere.example' },
    payload: { token, password: NEW_PASSWORD },
  });
  expect(refused.json()).toMatchObject({ status: 403, code: 'origin_refused' });
  expect((await lookup(token)).statusCode).toBe(200);
});
