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

interface Wire {
  readonly port: number;
  /** Connections that were broken. */
  broken(): number;
  close(): void;
}

/**
 * Passes everything on to MongoDB and back, but breaks a connection that carries these bytes there: before they
 * arrive, or only when they are answered.
 */
async function wireThatBreaksOn(mark: string, when: 'asked' | 'answered', most: number): Promise<Wire> {
  const target = new URL(testServer('SKVOZ_TEST_MONGODB_URI'));
  const sockets = new Set<Socket>();
  let broken = 0;
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    let breaks = false;
    for (const socket of [near, far]) {
      sockets.add(socket);
      // What breaks here is broken on purpose.
      socket.on('error', () => socket.destroy());
    }
    near.on('data', (part: Buffer) => {
      breaks = broken < most && part.includes(mark);
      if (breaks) broken += 1;
      if (breaks && when === 'asked') near.destroy();
      else far.write(part);
    });
    far.on('data', (part: Buffer) => {
      if (breaks) near.destroy();
      else near.write(part);
    });
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the wire has no port');
  return {
    port: address.port,
    broken: () => broken,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

const through = ({ port }: Wire) =>
  MongoClient.connect(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    w: 'majority',
    journal: true,
    serverSelectionTimeoutMS: LIMIT_MS,
  });

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
  const wire = await wireThatBreaksOn('breaks-the-wire', 'asked', Number.POSITIVE_INFINITY);
  const cut = await through(wire);
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

test.each(['asked', 'answered'] as const)(
  'a group whose connection broke once, when it was %s, is kept once, and told so',
  async (when) => {
    const mark = `once-${when}`;
    const wire = await wireThatBreaksOn(mark, when, 1);
    const cut = await through(wire);
    try {
      const inbox = new Inbox(cut.db(name));
      await inbox.insertGroup([delivery(`before-${when}`)]);
      const group = [delivery(mark), delivery(`before-${when}`), delivery(`beside-${when}`)];
      expect(await inbox.insertGroup(group)).toEqual(['inserted', 'duplicate', 'inserted']);
      expect(wire.broken()).toBe(1);
      const kept = { tenantId: 't1', deliveryId: { $in: group.map(({ deliveryId }) => deliveryId) } };
      expect(await mongo.db(name).collection('inbox').countDocuments(kept)).toBe(3);
    } finally {
      await cut.close();
      wire.close();
    }
  },
);
