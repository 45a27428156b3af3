import { applyRecords, nobodyUnderWay, readStored } from '../../src/activities/apply-records';
import { createIdentifier } from '../../src/platform/hash';
import { connectMongo, type MongoConnection } from '../../src/platform/mongodb';
import { Secret } from '../../src/platform/secret';
import { dealId } from '../../src/storage/deals';
import type { StoredObservation } from '../../src/storage/observations';
import { migrate } from '../../src/storage/schema';
import { openStorage, type Storage } from '../../src/storage/storage';
import { medodsFunnel } from '../../src/vendors/medods/funnel';
import { dealName } from '../../src/vendors/medods/normalise';
import { medodsSettingsSchema } from '../../src/vendors/medods/settings';
import { testServer } from '../platform/environment';

const key = { tenantId: 't1', integrationId: 'medods' };
const now = new Date('2026-03-14T10:00:00Z');
const context = {
  key,
  vendor: 'medods',
  settings: medodsSettingsSchema.parse({ uid: 'beta45', identity: 'i', deals: { enabled: true } }),
  funnel: medodsFunnel,
  fallbackName: (externalId: string) => dealName(externalId, null),
  becomesLead: ({ online }: { readonly online: boolean | null }) => online === true,
} as const;

let mongo: MongoConnection;
let storage: Storage;
beforeAll(async () => {
  const uri = new Secret(testServer('SKVOZ_TEST_MONGODB_URI'));
  const database = `test-${createIdentifier()}`;
  mongo = await connectMongo({ mongodb: { uri, database } }, { appName: database });
  await migrate(mongo.db);
  storage = openStorage(mongo.db);
});
afterAll(async () => {
  await mongo.db.dropDatabase();
  await mongo.close();
});

/** Applies one more state of the record, with the look-up of deals that a pull made earlier. */
async function apply(statusText: string, minutes: number, lookedUp: Parameters<typeof readStored>[3]) {
  const changedAt = new Date(now.getTime() + minutes * 60_000);
  const observation: StoredObservation = {
    ...key,
    externalId: '7',
    origin: { kind: 'run', id: 'run-1' },
    contentHash: statusText,
    changedAt,
    changedAtEstimated: false,
    receivedAt: changedAt,
    place: changedAt.getTime(),
    fields: { stageKey: statusText, statusText },
  };
  const state = {
    contentHash: statusText,
    settingsHash: 's',
    changedAt,
    visitDate: null,
    attachment: null,
    contactUnread: false,
    missingOn: [],
  };
  const stored = await readStored(storage, key, ['7'], lookedUp);
  return applyRecords(storage, context, [observation], new Map([['7', state]]), stored, nobodyUnderWay);
}

test('a deal that changed since it was looked up is folded again over what is stored', async () => {
  const missing = new Map([['7', null]]);
  expect(await apply('arrived', 0, missing)).toEqual({ new: 1, changed: 0 });
  const first = await storage.deals.known(key, ['7']);
  expect(await apply('serviced', 1, missing)).toEqual({ new: 0, changed: 1 });
  expect(await apply('paid', 2, first)).toEqual({ new: 0, changed: 1 });
  expect(await storage.deals.get(key.tenantId, dealId(key, '7'))).toMatchObject({
    version: 3,
    statusText: 'paid',
    stageStatus: 'success',
  });
  expect((await storage.observations.ofRecords(key, ['7'])).get('7')).toHaveLength(3);
});
