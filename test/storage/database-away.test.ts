import { connectMongo } from '../../src/platform/mongodb';
import { Secret } from '../../src/platform/secret';
import { isDatabaseAway } from '../../src/storage/database-away';
import { testServer } from '../platform/environment';
import { MongodbWire } from '../system/mongodb-wire';

interface Stored {
  readonly _id: number;
  readonly text: string;
}

let mongo: Awaited<ReturnType<typeof connectMongo>>;
beforeAll(async () => {
  const uri = new Secret(testServer('SKVOZ_TEST_MONGODB_URI'));
  mongo = await connectMongo({ mongodb: { uri, database: `away-${process.pid}` } }, { appName: 'away' });
});
afterAll(async () => {
  await mongo.db.dropDatabase();
  await mongo.close();
});

const collection = () => mongo.db.collection<Stored>('stored');
const errorOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (error: unknown) => error,
  );

test('a document that is too large for one, or that a rule of the collection refuses, is no database that is away', async () => {
  const mebibyte = 'x'.repeat(1024 * 1024);
  await collection().insertOne({ _id: 1, text: mebibyte });
  const doubled = [{ $set: { text: { $concat: Array.from({ length: 17 }, () => '$text') } } }];
  const errors = [
    await errorOf(collection().updateOne({ _id: 1 }, doubled)),
    await errorOf(collection().bulkWrite([{ updateOne: { filter: { _id: 1 }, update: doubled } }])),
    await errorOf(collection().insertOne({ _id: 2, text: mebibyte.repeat(17) })),
    await errorOf(
      collection().bulkWrite([{ insertOne: { document: { _id: 2, text: mebibyte.repeat(17) } } }]),
    ),
    await errorOf(collection().insertOne({ _id: 1, text: '' })),
  ];
  await mongo.db.command({ collMod: 'stored', validator: { text: 'none' } });
  errors.push(await errorOf(collection().insertOne({ _id: 3, text: 'some' })));
  for (const error of errors) {
    expect(error).not.toBe('no error');
    expect([error, isDatabaseAway(error)]).toEqual([error, false]);
  }
});

test('a database that takes too long, is cut off or was closed is away', async () => {
  await collection().insertOne({ _id: 4, text: 'none' });
  const slow = collection().find({ $where: 'sleep(500) || true' }, { maxTimeMS: 50 }).toArray();
  expect(isDatabaseAway(await errorOf(slow))).toBe(true);

  const wire = new MongodbWire();
  const uri = new Secret(`mongodb://${await wire.listen()}/?directConnection=true`);
  const config = { mongodb: { uri, database: mongo.db.databaseName } };
  const through = await connectMongo(config, { appName: 'wire', serverSelectionTimeoutMS: 500 });
  const write = () =>
    through.db.collection<Stored>('stored').bulkWrite([{ deleteOne: { filter: { _id: 4 } } }]);
  try {
    wire.cut();
    expect(isDatabaseAway(await errorOf(write()))).toBe(true);
  } finally {
    await through.close();
    wire.close();
  }
  expect(isDatabaseAway(await errorOf(write()))).toBe(true);
});

test('an error that is none of the database is none of its being away', () => {
  expect(isDatabaseAway(new Error('MongoNetworkError'))).toBe(false);
});
