import { randomBytes } from 'node:crypto';
import { z } from 'zod';

import { Keyring } from '../../src/platform/encryption';
import { rotateKeys } from '../../src/storage/rotate-keys';
import { listenApi } from '../system/listening-api';
import { createSalon } from '../system/salon';
import { startSystem } from '../system/system';

const oldKey = { id: 'old', key: randomBytes(32) };
const newKey = { id: 'new', key: randomBytes(32) };

test('after a rotation and without the old key the hook is shown and serves, and what waited is applied', async () => {
  const before = new Keyring([oldKey]);
  // As it is when the old key was taken away.
  const system = await startSystem({ keyring: new Keyring([newKey]) });
  const api = await listenApi(system);
  try {
    const salon = await createSalon({ ...system, keyring: before }, { active: true });
    const hookUrl = salon.hookAt(api.origin);
    await salon.store(salon.body({ id: 1, changed_at: '2026-03-10T09:00:00Z', sum: 1500 }));
    await system.storage.tenants.create({
      _id: salon.key.tenantId,
      name: 'Салон',
      timezone: 'Europe/Moscow',
      components: [],
      createdAt: new Date(),
      deletedAt: null,
    });
    const path = `/tenants/${salon.key.tenantId}/integrations/profsalon`;
    await expect(api.call('GET', path)).rejects.toThrow('500');

    const report = await rotateKeys(system.storage, new Keyring([newKey, oldKey]), () => undefined);
    expect(report).toMatchObject({ integrations: { rotated: 1 }, deliveries: { seen: 1, rotated: 1 } });

    const shown = z.looseObject({ webhookUrl: z.string() }).parse(await api.call('GET', path));
    expect(shown.webhookUrl).toBe(hookUrl);
    const body = JSON.stringify(salon.body({ id: 2, changed_at: '2026-03-10T09:00:00Z', sum: 10 }));
    expect((await fetch(hookUrl, { method: 'POST', body })).status).toBe(200);
    await salon.drain();
    expect((await salon.deals()).map(({ externalId }) => externalId).sort()).toEqual(['1', '2']);
    expect((await salon.deliveries()).every(({ pending }) => !pending)).toBe(true);
  } finally {
    await api.close();
    await system.stop();
  }
}, 60_000);
