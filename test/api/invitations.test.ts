import { createIdentifier, hashKey } from '../../src/platform/hash';
import { startApi, type TestApi, type TestUser } from './harness';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const URL = '/api/v1/invitations';
const PASSWORD = 'several words in a row';

function newEmail(): string {
  return `${createIdentifier()}@clinic.example`;
}

interface Invited {
  readonly id: string;
  readonly email: string;
  readonly token: string;
}

async function invite(caller: string | TestUser, body: Record<string, unknown>): Promise<Invited> {
  const email = newEmail();
  const made = await api.call('POST', URL, caller, { email, ...body });
  expect(made.statusCode).toBe(201);
  const { id, url } = made.json();
  const [page, token = ''] = url.split('#');
  expect(page).toBe(`${api.config.publicUrl}/invite`);
  expect(made.json().email).toBe(body['email'] ?? email);
  return { id, email: made.json().email, token };
}

const accept = (token: string, password = PASSWORD) =>
  api.call('POST', `${URL}/accept`, null, { token, name: 'Вера', password });
const lookup = (token: string) => api.call('POST', `${URL}/lookup`, null, { token });

test('an invited person looks at the invitation, sets a password and is signed in', async () => {
  const tenant = await api.tenant();
  const admin = await api.user('admin', tenant.id);
  const { email, token } = await invite(admin, { role: 'analyst' });
  expect((await lookup(token)).json()).toEqual({ email, role: 'analyst', tenantName: 'Клиника' });
  const accepted = await accept(token);
  expect(accepted.json()).toMatchObject({
    user: { email, name: 'Вера', role: 'analyst' },
    tenants: [{ id: tenant.id }],
  });
  const session = accepted.cookies[0]?.value ?? '';
  const browser = { id: '', email, password: PASSWORD, session };
  expect((await api.call('GET', tenant.path('/deals'), browser)).statusCode).toBe(200);
  const login = await api.call('POST', '/api/v1/login', null, { email, password: PASSWORD });
  expect(login.statusCode).toBe(200);
});

test('a link serves once, and of two who open it at once one becomes the user', async () => {
  const { key } = await api.tenant();
  const { email, token } = await invite(key, { role: 'admin' });
  const both = await Promise.all([accept(token), accept(token)]);
  expect(both.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
  expect(await api.db.collection('users').countDocuments({ email })).toBe(1);
  for (const answer of [await accept(token), await lookup(token)]) {
    expect(answer.json()).toMatchObject({ status: 410, code: 'invitation_invalid' });
  }
});

test('a link that is withdrawn, replaced, expired or made up serves nobody', async () => {
  const { key } = await api.tenant();
  const withdrawn = await invite(key, { role: 'analyst' });
  expect((await api.call('DELETE', `${URL}/${withdrawn.id}`, key)).statusCode).toBe(204);
  const replaced = await invite(key, { role: 'analyst' });
  const anew = await invite(key, { role: 'admin', email: replaced.email });
  const expired = await invite(key, { role: 'analyst' });
  await api.db
    .collection<{ _id: string }>('invitations')
    .updateOne({ _id: expired.id }, { $set: { expiresAt: new Date(Date.now() - 1) } });
  const { items } = (await api.call('GET', URL, key)).json();
  expect(items.map(({ id }: { id: string }) => id)).toEqual([anew.id]);
  for (const token of [withdrawn.token, replaced.token, expired.token, 'made-up']) {
    for (const answer of [await lookup(token), await accept(token)]) {
      expect(answer.json()).toMatchObject({ status: 410, code: 'invitation_invalid' });
    }
  }
  expect((await lookup(anew.token)).json()).toMatchObject({ role: 'admin' });
});

test('an invitation lives for seven days', async () => {
  const { key } = await api.tenant();
  await invite(key, { role: 'analyst' });
  const [{ createdAt, expiresAt }] = (await api.call('GET', URL, key)).json().items;
  expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(7 * 24 * 3_600_000);
});

test('the token is shown once and not stored', async () => {
  const { key } = await api.tenant();
  const { email, token } = await invite(key, { role: 'analyst' });
  const listed = (await api.call('GET', URL, key)).body;
  expect(listed).toContain(email);
  expect(listed).not.toContain(token);
  const stored = JSON.stringify([
    await api.db.collection('invitations').find({}).toArray(),
    await api.db.collection('audit').find({}).toArray(),
  ]);
  expect(stored).toContain(hashKey(token));
  expect(stored).not.toContain(token);
});

test('the first operator is invited with the operator key, and invites others and administrators', async () => {
  const tenant = await api.tenant();
  const first = await invite(api.operatorKey, { role: 'operator' });
  expect((await lookup(first.token)).json()).toMatchObject({ role: 'operator', tenantName: null });
  const session = (await accept(first.token)).cookies[0]?.value ?? '';
  const operator = { id: '', email: first.email, password: PASSWORD, session };
  expect((await api.call('GET', '/api/v1/tenants', operator)).statusCode).toBe(200);
  await invite(operator, { role: 'operator' });
  const { email } = await invite(operator, { role: 'admin', tenantId: tenant.id });
  const { items } = (await api.call('GET', `${URL}?tenant=${tenant.id}`, operator)).json();
  expect(items).toMatchObject([{ email, tenantId: tenant.id, role: 'admin' }]);
});

test('nobody invites beyond what they are', async () => {
  const { id, key } = await api.tenant();
  const other = await api.tenant();
  const admin = await api.user('admin', id);
  const email = newEmail();
  const post = async (caller: string | TestUser, body: object) =>
    (await api.call('POST', URL, caller, { email, ...body })).json();
  for (const caller of [admin, key]) {
    expect(await post(caller, { role: 'operator' })).toMatchObject({ code: 'forbidden' });
    expect(await post(caller, { role: 'admin', tenantId: other.id })).toMatchObject({ code: 'forbidden' });
  }
  const { operatorKey } = api;
  const missing = await post(operatorKey, { role: 'admin' });
  expect(missing).toMatchObject({ status: 400, errors: [{ path: 'tenantId', code: 'required' }] });
  expect(await post(operatorKey, { role: 'admin', tenantId: 'no-such-tenant' })).toMatchObject({
    status: 404,
  });
  const both = await post(operatorKey, { role: 'operator', tenantId: id });
  expect(both).toMatchObject({ status: 400, errors: [{ path: 'tenantId', code: 'unexpected' }] });
});

test('an e-mail is of one user; that it is one of another tenant only its owner learns', async () => {
  const { id, key } = await api.tenant();
  const other = await api.tenant();
  const user = await api.user('analyst', id);
  const taken = { status: 409, code: 'email_taken' };
  const body = { email: user.email, role: 'analyst' };
  expect((await api.call('POST', URL, key, body)).json()).toMatchObject(taken);
  const byOperator = await api.call('POST', URL, api.operatorKey, { ...body, tenantId: other.id });
  expect(byOperator.json()).toMatchObject(taken);
  const { token } = await invite(other.key, body);
  expect((await accept(token)).json()).toMatchObject(taken);
  expect((await api.call('GET', '/api/v1/me', user)).json().tenants).toMatchObject([{ id }]);
});

test('a weak password is refused and the link goes on serving', async () => {
  const { key } = await api.tenant();
  const { email, token } = await invite(key, { role: 'analyst' });
  for (const weak of ['123456789', email.toUpperCase(), email.split('@')[0]]) {
    const refused = await accept(token, weak);
    expect(refused.json()).toMatchObject({
      status: 422,
      code: 'password_weak',
      errors: [{ path: 'password' }],
    });
  }
  expect((await accept(token)).statusCode).toBe(200);
});

test('nobody joins a tenant that is being deleted', async () => {
  const { id, key } = await api.tenant();
  const { token } = await invite(key, { role: 'analyst' });
  await api.storage.tenants.markDeleted(id, new Date());
  expect((await accept(token)).json()).toMatchObject({ code: 'invitation_invalid' });
  expect(await api.db.collection('users').countDocuments({ tenantId: id })).toBe(0);
});

test('no foreign page accepts an invitation', async () => {
  const { key } = await api.tenant();
  const { token } = await invite(key, { role: 'analyst' });
  const refused = await api.server.inject({
    method: 'POST',
    url: `${URL}/accept`,
    payload: { token, name: 'Вера', password: PASSWORD },
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  expect(refused.json()).toMatchObject({ status: 403, code: 'origin_refused' });
});
