import { randomUUID } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { loadConfig } from '../../src/platform/config';
import { connectMongo, type MongoConnection, MongoUnavailableError } from '../../src/platform/mongodb';
import { testServer, validEnvironment } from './environment';

const database = `skvoz_platform_${randomUUID().slice(0, 8)}`;

function configFor(query: Record<string, string> = {}) {
  const uri = new URL(testServer('SKVOZ_TEST_MONGODB_URI'));
  uri.pathname = `/${database}`;
  for (const [name, value] of Object.entries(query)) uri.searchParams.set(name, value);
  return loadConfig(validEnvironment({ MONGODB_URI: uri.href }));
}

describe('MongoDB connection', () => {
  let connection: MongoConnection;
  beforeAll(async () => {
    connection = await connectMongo(configFor(), { appName: 'test' });
  });
  afterAll(async () => {
    await connection.db.dropDatabase();
    await connection.close();
  });

  test('the database is the one of the address', () => {
    expect(connection.db.databaseName).toBe(database);
  });

  test('writes are journalled on the majority, even where the address asks for less', async () => {
    const careless = await connectMongo(configFor({ w: '1', journal: 'false', retryWrites: 'false' }), {
      appName: 'test',
    });
    try {
      expect(careless.client.options).toMatchObject({ retryWrites: true });
      expect(careless.db.writeConcern).toMatchObject({ w: 'majority', journal: true });
      expect(connection.db.writeConcern).toMatchObject({ w: 'majority', journal: true });
    } finally {
      await careless.close();
    }
  });

  test('a field that is undefined is not stored', async () => {
    const items = connection.db.collection<{ _id: string; kept?: number; absent?: undefined }>('items');
    await items.insertOne({ _id: 'a', kept: 1, absent: undefined });
    expect(await items.findOne({ _id: 'a' })).toStrictEqual({ _id: 'a', kept: 1 });
  });

  test('closing ends it', async () => {
    const own = await connectMongo(configFor(), { appName: 'test' });
    await own.close();
    await expect(own.db.command({ ping: 1 })).rejects.toThrow();
  });
});

describe('MongoDB that cannot be used', () => {
  test('is reported within the limit, with its host and without its password', async () => {
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => sockets.add(socket));
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
    const address = silent.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const config = loadConfig(
      validEnvironment({
        MONGODB_URI: `mongodb://hub:planted-secret@127.0.0.1:${address.port}/skvoz?replicaSet=rs0`,
      }),
    );
    try {
      const failure: unknown = await connectMongo(config, {
        appName: 'test',
        serverSelectionTimeoutMS: 300,
      }).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(MongoUnavailableError);
      expect(String(failure)).toContain(`127.0.0.1:${address.port}`);
      expect(String(failure)).toContain('MONGODB_URI');
      expect(inspect(failure, { depth: 20 })).not.toContain('planted-secret');
    } finally {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => silent.close(closed));
    }
  });
});
