import { startApi, type TestApi, type TestUser } from './harness';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const URL = '/api/v1/users';

async function idsOf(caller: string | TestUser, query = ''): Promise<string[]> {
  const answer = await api.call('GET', `${URL}${query}`, caller);
  expect(answer.statusCode).toBe(200);
  return answer.json().items.map(({ id }: { id: string }) => id);
}

async function login({ email, password }: TestUser): Promise<number> {
  return (await api.call('POST', '/api/v1/login', null, { email, password })).statusCode;
}

async function team(): Promise<{ tenantId: string; key: string; admin: TestUser; analyst: TestUser }> {
  const { id, key } = await api.tenant();
  return {
    tenantId: id,
    key,
    admin: await api.user('admin', id),
    analyst: await api.user('analyst', id),
  };
}

test('administrators see the people of their own tenant, operators everybody', async () => {
  const own = await team();
  const other = await team();
  const operator = await api.user('operator');
  const ids = [own.admin.id, own.analyst.id].sort();
  expect(await idsOf(own.admin)).toEqual(ids);
  expect(await idsOf(own.key, `?tenant=${own.tenantId}`)).toEqual(ids);
  expect(await idsOf(operator, `?tenant=${own.tenantId}`)).toEqual(ids);
  const all = await idsOf(operator, '?limit=200');
  expect(all).toEqual(expect.arrayContaining([...ids, other.admin.id, operator.id]));
  const { items } = (await api.call('GET', URL, own.admin)).json();
  expect(items.find(({ id }: { id: string }) => id === own.admin.id)).toEqual({
    id: own.admin.id,
    email: own.admin.email,
    name: 'Анна',
    role: 'admin',
    tenantId: own.tenantId,
    createdAt: expect.any(String),
    lastSeenAt: null,
    disabledAt: null,
  });
});

test('the list goes on page by page, and a cursor is of its list alone', async () => {
  const own = await team();
  const other = await team();
  const first = (await api.call('GET', `${URL}?limit=1`, own.admin)).json();
  expect(first.items).toHaveLength(1);
  const second = (await api.call('GET', `${URL}?limit=1&cursor=${first.nextCursor}`, own.admin)).json();
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(
    [own.admin.id, own.analyst.id].sort(),
  );
  expect(second.nextCursor).toBeNull();
  const foreign = await api.call('GET', `${URL}?cursor=${first.nextCursor}`, other.admin);
  expect(foreign.json()).toMatchObject({ status: 400, code: 'cursor_invalid' });
});

test('who is disabled is signed out at once and comes in again only when enabled', async () => {
  const { admin, analyst } = await team();
  const path = `${URL}/${analyst.id}`;
  expect((await api.call('GET', '/api/v1/me', analyst)).statusCode).toBe(200);
  const disabled = await api.call('PATCH', path, admin, { disabled: true });
  expect(disabled.json().disabledAt).toEqual(expect.any(String));
  expect((await api.call('GET', '/api/v1/me', analyst)).statusCode).toBe(401);
  expect(await login(analyst)).toBe(401);
  expect((await api.call('PATCH', path, admin, { disabled: false })).json().disabledAt).toBeNull();
  expect((await api.call('GET', '/api/v1/me', analyst)).statusCode).toBe(401);
  expect(await login(analyst)).toBe(200);
});

test('a role acts from the next request on', async () => {
  const { tenantId, admin, analyst } = await team();
  const make = async (id: string) =>
    (await api.call('POST', `/api/v1/tenants/${tenantId}/campaigns`, analyst, { id, name: 'Поиск' }))
      .statusCode;
  expect(await make('c1')).toBe(403);
  await api.call('PATCH', `${URL}/${analyst.id}`, admin, { role: 'admin' });
  expect(await make('c1')).toBe(201);
  await api.call('PATCH', `${URL}/${analyst.id}`, admin, { role: 'analyst' });
  expect(await make('c2')).toBe(403);
});

test('who is removed is signed out, and the e-mail is free again', async () => {
  const { tenantId, admin, analyst } = await team();
  expect((await api.call('DELETE', `${URL}/${analyst.id}`, admin)).statusCode).toBe(204);
  expect((await api.call('GET', '/api/v1/me', analyst)).statusCode).toBe(401);
  expect(await login(analyst)).toBe(401);
  expect(await idsOf(admin)).toEqual([admin.id]);
  expect(await api.db.collection('sessions').countDocuments({ tenantId, userId: analyst.id })).toBe(0);
  const again = await api.call('POST', '/api/v1/invitations', admin, {
    email: analyst.email,
    role: 'analyst',
  });
  expect(again.statusCode).toBe(201);
});

test('nobody changes their own role or access, operators neither', async () => {
  const { admin } = await team();
  const operator = await api.user('operator');
  for (const user of [admin, operator]) {
    const path = `${URL}/${user.id}`;
    for (const refused of [
      await api.call('PATCH', path, user, { disabled: true }),
      await api.call('DELETE', path, user),
    ]) {
      expect(refused.json()).toMatchObject({ status: 409, code: 'own_account' });
    }
  }
});

test('nobody becomes an operator, and no operator something else, by a change of role', async () => {
  const { admin, analyst } = await team();
  const operator = await api.user('operator');
  const promoted = await api.call('PATCH', `${URL}/${analyst.id}`, admin, { role: 'operator' });
  expect(promoted.json()).toMatchObject({ status: 400, code: 'invalid_request' });
  const demoted = await api.call('PATCH', `${URL}/${operator.id}`, api.operatorKey, { role: 'admin' });
  expect(demoted.json()).toMatchObject({ status: 400, errors: [{ path: 'role' }] });
  expect((await api.call('DELETE', `${URL}/${operator.id}`, admin)).statusCode).toBe(404);
  expect((await api.call('DELETE', `${URL}/${operator.id}`, api.operatorKey)).statusCode).toBe(204);
});

test('with a tenant its people, their sessions and invitations are gone', async () => {
  const { tenantId, admin } = await team();
  await api.call('POST', '/api/v1/invitations', admin, { email: 'new@clinic.example', role: 'analyst' });
  await api.storage.tenants.markDeleted(tenantId, new Date());
  expect((await api.call('GET', '/api/v1/me', admin)).statusCode).toBe(401);
  const deleted = await api.call('DELETE', `/api/v1/tenants/${tenantId}`, api.operatorKey);
  expect(deleted.statusCode).toBe(204);
  for (const name of ['users', 'sessions', 'invitations', 'audit']) {
    expect(await api.db.collection(name).countDocuments({ tenantId })).toBe(0);
  }
});
