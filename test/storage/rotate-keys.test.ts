import { randomBytes } from 'node:crypto';
import { ObjectId } from 'mongodb';
import { rotatedHook } from '../../src/api/hook-secret';
import {
  decryptDelivery,
  decryptDeliveryToken,
  decryptHookSecret,
  encryptDelivery,
  encryptDeliveryToken,
  encryptHookSecret,
} from '../../src/platform/delivery-cipher';
import { DecryptionError, Keyring } from '../../src/platform/encryption';
import { decryptRawCopy, encryptRawCopy } from '../../src/platform/raw-copy-cipher';
import {
  decryptSecrets,
  decryptSettings,
  encryptSecret,
  encryptSettings,
} from '../../src/platform/settings-cipher';
import type { InboxDocument } from '../../src/storage/inbox';
import { rotateKeys } from '../../src/storage/rotate-keys';
import { startApi, type TestApi } from '../api/harness';

const oldKey = { id: 'old', key: randomBytes(32) };
const newKey = { id: 'new', key: randomBytes(32) };
const before = new Keyring([oldKey]);
const during = new Keyring([newKey, oldKey]);
const after = new Keyring([newKey]);

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  for (const name of ['integrations', 'rawCopies', 'inbox']) await api.db.collection(name).deleteMany({});
});
afterAll(() => api.close());

const quiet = () => undefined;

async function store(tenantId: string): Promise<void> {
  const key = { tenantId, integrationId: 'medods' };
  const setAt = new Date('2026-01-01T00:00:00Z');
  await api.storage.integrations.create(
    key,
    'medods',
    {
      settings: encryptSettings(before, key, { uid: 'clinic-1' }),
      secrets: { secretKey: { value: encryptSecret(before, key, 'secretKey', 'invented'), setAt } },
      references: [],
      account: 'https://clinic-1.medods.ru',
      timeZone: 'Europe/Moscow',
    },
    setAt,
  );
  await api.storage.rawCopies.insert([
    {
      ...key,
      runId: 'r1',
      entity: 'appointments',
      externalIds: ['1'],
      body: encryptRawCopy(before, key, '[{"id":1}]'),
      receivedAt: setAt,
      expiresAt: new Date(Date.now() + 86_400_000),
    },
  ]);
}

test('after a rotation the old key is not needed, nothing else has changed, and a second one finds nothing to do', async () => {
  const tenants = ['t-1', 't-2', 't-3'];
  for (const tenantId of tenants) await store(tenantId);
  expect(await rotateKeys(api.storage, during, quiet)).toEqual({
    integrations: { seen: 3, rotated: 3 },
    rawCopies: { seen: 3, rotated: 3 },
    deliveries: { seen: 0, rotated: 0 },
  });
  for (const tenantId of tenants) {
    const key = { tenantId, integrationId: 'medods' };
    const stored = await api.storage.integrations.get(key);
    if (stored === null) throw new Error('the integration is gone');
    expect(stored.version).toBe(1);
    expect(stored.secrets['secretKey']?.setAt).toEqual(new Date('2026-01-01T00:00:00Z'));
    expect(decryptSettings(after, key, stored.settings)).toEqual({ uid: 'clinic-1' });
    expect(decryptSecrets(after, key, stored.secrets)).toEqual({ secretKey: 'invented' });
    expect(() => decryptSettings(before, key, stored.settings)).toThrow(DecryptionError);
    const elsewhere = { ...key, tenantId: 'another' };
    expect(() => decryptSettings(after, elsewhere, stored.settings)).toThrow(DecryptionError);
  }
  for await (const copy of api.storage.rawCopies.all()) {
    expect(decryptRawCopy(after, copy, copy.body).toString('utf8')).toBe('[{"id":1}]');
  }
  expect(await rotateKeys(api.storage, during, quiet)).toMatchObject({
    integrations: { seen: 3, rotated: 0 },
    rawCopies: { seen: 3, rotated: 0 },
  });
});

const salon = { tenantId: 't-salon', integrationId: 'profsalon' };

async function storeSalon(): Promise<void> {
  const setAt = new Date('2026-01-01T00:00:00Z');
  await api.storage.integrations.create(
    salon,
    'profsalon',
    {
      settings: encryptSettings(before, salon, { salonId: '1', salonLogin: 'msc_salon' }),
      secrets: {},
      references: [],
      account: '1|msc_salon',
      timeZone: 'Europe/Moscow',
    },
    setAt,
    {
      id: 'hook1',
      secretHash: 'hash-of-the-first',
      secret: encryptHookSecret(before, salon, 'the-first'),
      setAt,
      previous: null,
    },
  );
}

function delivery(over: Partial<InboxDocument> = {}): InboxDocument {
  return {
    _id: new ObjectId(),
    ...salon,
    place: 1,
    receivedAt: new Date(),
    contentType: 'application/json',
    contentEncoding: null,
    body: encryptDelivery(before, salon, Buffer.from('{"id":1}')),
    token: encryptDeliveryToken(before, salon, 'TEST-TOKEN-0001'),
    bytes: 8,
    pending: true,
    attempts: 0,
    results: [],
    ...over,
  };
}

test('deliveries that wait or are kept, their tokens and the secret of the hook no longer need the old key either', async () => {
  await storeSalon();
  const waiting = delivery();
  const { token: _, ...withoutToken } = delivery({ pending: false });
  const { body: __, token: ___, ...bodyGone } = delivery({ pending: false });
  await api.db.collection<InboxDocument>('inbox').insertMany([waiting, withoutToken, bodyGone]);
  expect(await rotateKeys(api.storage, during, quiet)).toMatchObject({
    integrations: { seen: 1, rotated: 1 },
    deliveries: { seen: 3, rotated: 2 },
  });
  const stored = await api.storage.integrations.get(salon);
  if (stored?.hook == null) throw new Error('the hook is gone');
  expect(decryptHookSecret(after, salon, stored.hook.secret)).toBe('the-first');
  expect(stored.hook).toMatchObject({ id: 'hook1', secretHash: 'hash-of-the-first', previous: null });
  const rows: InboxDocument[] = [];
  for await (const row of api.storage.inbox.all()) rows.push(row);
  expect(rows.map(({ pending }) => pending)).toEqual([true, false, false]);
  const bodies = rows.map(({ body }) => body && decryptDelivery(after, salon, body).toString('utf8'));
  expect(bodies).toEqual(['{"id":1}', '{"id":1}', undefined]);
  const tokens = rows.map(({ token }) => token && decryptDeliveryToken(after, salon, token));
  expect(tokens).toEqual(['TEST-TOKEN-0001', undefined, undefined]);
  expect(await rotateKeys(api.storage, during, quiet)).toMatchObject({
    integrations: { rotated: 0 },
    deliveries: { rotated: 0 },
  });
});

test('a hook that gets a new secret during the rotation keeps the new one', async () => {
  await storeSalon();
  const stored = await api.storage.integrations.get(salon);
  if (stored?.hook == null) throw new Error('the hook is gone');
  const next = rotatedHook(before, salon, stored.hook, new Date());
  await api.storage.integrations.replaceHook(salon, stored.hook, next);
  const outdated = encryptHookSecret(during, salon, 'the-first');
  expect(await api.storage.integrations.replaceHookEncryption(salon, stored.hook, outdated)).toBe(false);
  await rotateKeys(api.storage, during, quiet);
  const { hook } = (await api.storage.integrations.get(salon)) ?? {};
  if (hook == null) throw new Error('the hook is gone');
  expect(hook.secretHash).toBe(next.secretHash);
  expect(decryptHookSecret(after, salon, hook.secret)).toBe(decryptHookSecret(before, salon, next.secret));
});

test('a rotation that stopped half way goes on where it is begun again', async () => {
  const rows = Array.from({ length: 250 }, () => delivery());
  await api.db.collection<InboxDocument>('inbox').insertMany(rows);
  const stop = (seen: number) => {
    if (seen === 100) throw new Error('stopped');
  };
  await expect(rotateKeys(api.storage, during, stop)).rejects.toThrow('stopped');
  expect(await rotateKeys(api.storage, during, quiet)).toMatchObject({
    deliveries: { seen: 250, rotated: 150 },
  });
});

test('without the key that is needed nothing is lost', async () => {
  await store('t-lost');
  await expect(rotateKeys(api.storage, after, quiet)).rejects.toThrow(DecryptionError);
  const key = { tenantId: 't-lost', integrationId: 'medods' };
  const stored = await api.storage.integrations.get(key);
  expect(stored && decryptSettings(before, key, stored.settings)).toEqual({ uid: 'clinic-1' });
  expect(await rotateKeys(api.storage, during, quiet)).toMatchObject({ integrations: { rotated: 1 } });
});
