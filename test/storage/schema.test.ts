import { createIdentifier } from '../../src/platform/hash';
import { connectMongo, type MongoConnection } from '../../src/platform/mongodb';
import { Secret } from '../../src/platform/secret';
import { dealIndexes } from '../../src/storage/deal-indexes';
import { inboxIndexes } from '../../src/storage/inbox';
import { migrate } from '../../src/storage/schema';
import { testServer } from '../platform/environment';

let mongo: MongoConnection;
beforeAll(async () => {
  const uri = new Secret(testServer('SKVOZ_TEST_MONGODB_URI'));
  const database = `test-${createIdentifier()}`;
  mongo = await connectMongo({ mongodb: { uri, database } }, { appName: database });
});
afterAll(async () => {
  await mongo.db.dropDatabase();
  await mongo.close();
});

test('a migration makes a changed index anew and leaves the others as they are', async () => {
  const deals = mongo.db.collection(dealIndexes.collection);
  await deals.createIndexes([
    { name: 'list', key: { tenantId: 1, createdAt: -1 } },
    { name: 'contact', key: { tenantId: 1, contactId: 1 } },
    { name: 'of somebody else', key: { amount: 1 } },
  ]);
  await migrate(mongo.db);
  await migrate(mongo.db);
  const indexes = new Map((await deals.indexes()).map(({ name, key }) => [name, key]));
  for (const { name, key } of dealIndexes.indexes) expect([name, indexes.get(name)]).toEqual([name, key]);
  expect(indexes.get('of somebody else')).toEqual({ amount: 1 });
});

test('a migration drops the indexes that are read no more', async () => {
  const inbox = mongo.db.collection(inboxIndexes.collection);
  await inbox.createIndexes([
    { name: 'list', key: { tenantId: 1, integrationId: 1, _id: -1 } },
    { name: 'of somebody else', key: { place: 1 } },
  ]);
  await migrate(mongo.db);
  const names = (await inbox.indexes()).map(({ name }) => name);
  expect(names).not.toContain('list');
  expect(names).toEqual(
    expect.arrayContaining(['of somebody else', ...inboxIndexes.indexes.map(({ name }) => name)]),
  );
});
