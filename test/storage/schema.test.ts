import { createIdentifier } from '../../src/platform/hash';
import { connectMongo, type MongoConnection } from '../../src/platform/mongodb';
import { Secret } from '../../src/platform/secret';
import { dealIndexes } from '../../src/storage/deal-indexes';
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
