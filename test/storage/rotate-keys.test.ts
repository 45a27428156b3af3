import { randomBytes } from 'node:crypto';
import { DecryptionError, Keyring } from '../../src/platform/encryption';
import { decryptRawCopy, encryptRawCopy } from '../../src/platform/raw-copy-cipher';
import {
  decryptSecrets,
  decryptSettings,
  encryptSecret,
  encryptSettings,
} from '../../src/platform/settings-cipher';
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
  for (const name of ['integrations', 'rawCopies']) await api.db.collection(name).deleteMany({});
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

test('without the key that is needed nothing is lost', async () => {
  await store('t-lost');
  await expect(rotateKeys(api.storage, after, quiet)).rejects.toThrow(DecryptionError);
  const key = { tenantId: 't-lost', integrationId: 'medods' };
  const stored = await api.storage.integrations.get(key);
  expect(stored && decryptSettings(before, key, stored.settings)).toEqual({ uid: 'clinic-1' });
  expect(await rotateKeys(api.storage, during, quiet)).toMatchObject({ integrations: { rotated: 1 } });
});
