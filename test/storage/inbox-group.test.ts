import { randomBytes } from 'node:crypto';
import { connect, createServer, type Socket } from 'node:net';
import { MongoClient, ObjectId } from 'mongodb';
import { createIdentifier } from '../../src/platform/hash';
import { Inbox, type InboxDocument } from '../../src/storage/inbox';
import { migrate } from '../../src/storage/schema';
import { testServer } from '../platform/environment';

const LIMIT_MS = 1_000;

let mongo: MongoClient;
const name = `test-${createIdentifier()}`;
beforeAll(async () => {
  mongo = await MongoClient.connect(testServer('SKVOZ_TEST_MONGODB_URI'), { w: 'majority', journal: true });
  await migrate(mongo.db(name));
});
afterAll(async () => {
  await mongo.db(name).dropDatabase();
  await mongo.close();
});

function delivery(deliveryId: string): InboxDocument {
  return {
    _id: new ObjectId(),
    tenantId: 't1',
    integrationId: 'profsalon',
    place: Date.now() * 1000,
    receivedAt: new Date(),
    contentType: null,
    contentEncoding: null,
    deliveryId,
    body: { keyId: 'k1', iv: randomBytes(12), tag: randomBytes(16), data: Buffer.from('{}') },
    bytes: 2,
    pending: true,
    attempts: 0,
    results: [],
  };
}

/** Passes everything on to MongoDB and back, but breaks whichever connection carries these bytes there. */
async function wireThatBreaksOn(mark: string): Promise<{ port: number; close(): void }> {
  const target = new URL(testServer('SKVOZ_TEST_MONGODB_URI'));
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      // What breaks here is broken on purpose.
      socket.on('error', () => socket.destroy());
    }
    near.on('data', (part: Buffer) => {
      if (!part.includes(mark)) far.write(part);
      else near.destroy();
    });
    far.pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the wire has no port');
  return {
    port: address.port,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

test('each delivery of a group learns of itself: the one that is there already takes nobody with it', async () => {
  const inbox = new Inbox(mongo.db(name));
  await inbox.insertGroup([delivery('d-1')]);
  const results = await inbox.insertGroup([delivery('d-2'), delivery('d-1'), delivery('d-3')]);
  expect(results).toEqual(['inserted', 'duplicate', 'inserted']);
  const kept = { tenantId: 't1', deliveryId: { $in: ['d-1', 'd-2', 'd-3'] } };
  expect(await mongo.db(name).collection('inbox').countDocuments(kept)).toBe(3);
});

test('one alone learns of itself too: that it is there already, or was refused', async () => {
  const inbox = new Inbox(mongo.db(name));
  expect(await inbox.insertGroup([delivery('a-1')])).toEqual(['inserted']);
  expect(await inbox.insertGroup([delivery('a-1')])).toEqual(['duplicate']);
  await mongo.db(name).command({ collMod: 'inbox', validator: { deliveryId: { $ne: 'refused' } } });
  expect(await inbox.insertGroup([delivery('refused')])).toEqual(['failed']);
  expect(await inbox.insertGroup([delivery('a-2'), delivery('refused')])).toEqual(['inserted', 'failed']);
});

test('a group whose connection broke is never told to be kept', async () => {
  const wire = await wireThatBreaksOn('breaks-the-wire');
  const cut = await MongoClient.connect(`mongodb://127.0.0.1:${wire.port}/?directConnection=true`, {
    w: 'majority',
    journal: true,
    serverSelectionTimeoutMS: LIMIT_MS,
  });
  try {
    const inbox = new Inbox(cut.db(name));
    expect(await inbox.insertGroup([delivery('passes')])).toEqual(['inserted']);
    await expect(inbox.insertGroup([delivery('breaks-the-wire'), delivery('d-9')])).rejects.toThrow();
    await expect(inbox.insertGroup([delivery('breaks-the-wire')])).rejects.toThrow();
    const broken = { tenantId: 't1', deliveryId: { $in: ['breaks-the-wire', 'd-9'] } };
    expect(await mongo.db(name).collection('inbox').countDocuments(broken)).toBe(0);
  } finally {
    await cut.close();
    wire.close();
  }
});
